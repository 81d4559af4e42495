package main

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/progress"
)

func TestARebuildIsToldWhileItGoesOn(t *testing.T) {
	var b building
	var passed []progress.Event
	sink := b.watch(func(e progress.Event) { passed = append(passed, e) })
	sink(progress.Event{Step: &progress.Step{Phase: "families", Done: 1, Total: 2}})
	if b.state() != nil {
		t.Error("another phase is taken for the rebuild")
	}
	sink(progress.Event{Step: &progress.Step{Phase: "index", Done: 250, Total: 1000, Items: 250, Elapsed: 10 * time.Second}})
	if diff := cmp.Diff(&index.Building{Done: 250, Total: 1000, Left: 30}, b.state()); diff != "" {
		t.Error(diff)
	}
	sink(progress.Event{Step: &progress.Step{Phase: "index", Done: 1000, Total: 1000, Last: true}})
	if b.state() != nil {
		t.Error("a rebuild that is over goes on")
	}
	sink(progress.Event{Step: &progress.Step{Phase: "index", Done: 1, Total: 1000}})
	b.over()
	if b.state() != nil || len(passed) != 4 {
		t.Error(errors.New("a rebuild that broke off goes on, or events were lost"))
	}
}
