// Package enginetest is the contract that every index.Engine passes: what
// matches, exact totals and facets, order, paging, updates, rebuilds and
// errors. It compares an engine with a plain walk over the articles, so it
// holds for engines on one machine and on a cluster alike.
package enginetest

import (
	"testing"

	"khobao/index"
)

// Open makes an engine with nothing in it. The suite closes it.
type Open func(t *testing.T) index.Engine

// Run runs the whole suite.
func Run(t *testing.T, open Open) {
	for _, part := range []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"empty", testEmpty},
		{"words", testWords},
		{"queries", testQueries},
		{"fields", testFields},
		{"periods", testPeriods},
		{"scopes", testScopes},
		{"figures", testFigures},
		{"readings", testReadings},
		{"filters and facets", testFacets},
		{"families", testFamilies},
		{"order", testOrder},
		{"paging", testPaging},
		{"score", testScore},
		{"prefix", testPrefix},
		{"updates", testUpdates},
		{"sequence", testSequence},
		{"vocabulary", testVocabulary},
		{"cancel", testCancel},
		{"rebuild", testRebuild},
		{"rebuild fails", testRebuildFails},
		{"rebuild while batches land", testRebuildCatchesUp},
		{"rebuild under searches", testRebuildUnderSearches},
		{"random", testRandom},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, open) })
	}
}
