package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"khobao/internal/failure"
	"khobao/internal/ingest"
	"khobao/internal/locale"
)

// TestAStoppedImportSaysHowItGoesOn: the report comes first, then what to do.
func TestAStoppedImportSaysHowItGoesOn(t *testing.T) {
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, stop := range []error{fmt.Errorf("read a.zip: %w", context.Canceled), failure.New(failure.Canceled, "kho", context.Canceled)} {
		var out strings.Builder
		a := &app{stdout: &out, texts: texts, t: texts.In("en")}
		err := a.tellReport(&ingest.Report{}, stop, nil, false, a.printReport)
		var f *failure.Error
		if !errors.As(err, &f) || f.Code != "stopped" || !strings.Contains(a.explain(err), "Run the same command again") {
			t.Errorf("%v: %v", stop, err)
		}
		if !strings.Contains(out.String(), "Imported 0 pages") {
			t.Errorf("no report: %q", out.String())
		}
	}
}
