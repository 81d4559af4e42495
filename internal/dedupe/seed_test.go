package dedupe

import "flag"

// Property tests try the same cases in each run, so that a failure comes from a
// change and not from chance; -rapid.seed=0 looks for new ones.
func init() {
	if err := flag.Set("rapid.seed", "1945"); err != nil {
		panic(err) // the flag is there while the package uses rapid
	}
}
