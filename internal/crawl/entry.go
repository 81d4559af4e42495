package crawl

// Rank is what an address of the frontier is, and thereby when its turn comes:
// a lower rank goes first.
type Rank int

// The ranks in order.
const (
	RankMap     Rank = iota // site maps
	RankSeed                // what the user named
	RankFeed                // RSS and Atom
	RankListed              // pages that a site map or feed lists
	RankLink                // pages that others link to
	RankPicture             // pictures of articles
	ranks
)

// State is what became of an address.
type State int

// The states. Queued ones are what a crawl that goes on begins with.
const (
	Queued  State = iota
	Done          // answered, or there is nothing there
	Failed        // no answer that can be used
	Refused       // robots.txt or the guard forbids it
)

// Entry is one address of the frontier.
type Entry struct {
	Site  string // the site whose crawl it belongs to
	N     int64  // order in which the site's addresses were found
	URL   string
	Rank  Rank
	State State
	Depth int  // links away from what the user named; of site maps, their nesting
	Hops  int  // redirects that led here
	Tries int  // answers that could not be used
	Guess bool // nobody named it: a usual place, whose absence says nothing
}

// queue gives the entries by rank, each rank in the order found.
type queue struct {
	waiting [ranks][]Entry
	length  int
}

func (q *queue) push(e Entry) {
	q.waiting[e.Rank] = append(q.waiting[e.Rank], e)
	q.length++
}

func (q *queue) pop() (Entry, bool) {
	for r := range q.waiting {
		if len(q.waiting[r]) > 0 {
			e := q.waiting[r][0]
			q.waiting[r] = q.waiting[r][1:]
			q.length--
			return e, true
		}
	}
	return Entry{}, false
}
