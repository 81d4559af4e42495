package rank

// order puts lists of candidates in their final order: it learns from them what
// was meant and how rare words and pairs are, then scores every one.
func (e *evidence) order(without Without, lists ...*candidates) {
	var all []candidates
	for _, c := range lists {
		if c.places != nil {
			all = append(all, *c)
		}
	}
	if len(all) == 0 {
		return
	}
	e.restore(all)
	e.weighIDF(all[0].places)
	e.inner = make([][]int, e.plan.slots)
	if !without.Compounds {
		e.compounds()
	}
	marks := make([]measured, len(all))
	for i, c := range all {
		marks[i] = e.measure(c.places, c.depth)
	}
	e.pairIDF(all[0].places.Articles, marks)
	i := 0
	for _, c := range lists {
		if c.places != nil {
			c.rank(e, &marks[i])
			i++
		}
	}
}

// pairIDF reckons how rare pairs are: in so many of the articles of its rarer word
// as in the candidates that have that word.
func (e *evidence) pairIDF(articles int, marks []measured) {
	for i := range e.pairs {
		q := &e.pairs[i]
		rarer := q.a
		if e.idf[q.b] > e.idf[q.a] {
			rarer = q.b
		}
		has, both := 0.0, 0.0
		for _, m := range marks {
			for at := rarer; at < len(m.slots); at += e.plan.slots {
				if m.slots[at] > 0 {
					has++
				}
			}
			for at := i; at < len(m.pairs); at += len(e.pairs) {
				if m.pairs[at] > 0 {
					both++
				}
			}
		}
		q.idf = idf(articles, e.df[rarer]*(both+0.5)/(has+1))
	}
}
