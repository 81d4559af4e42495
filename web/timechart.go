package web

import (
	"math"
	"strconv"
	"time"

	"khobao/index"
)

// timeChart is a timeline as bars, with the coverage of the archive under it.
// Lengths are in the units of its view box.
type timeChart struct {
	Width, Height int
	Alone         bool // a file of its own, without our style sheet
	Label         string
	Bars          []timeBar
	Grid          []gridLine
	Ticks         []tick
	Strip         []stripCell
	StripY        int
	Base          int // y of the axis
	Names         []string
}

type timeBar struct {
	Series       int
	X, W, Y, H   float64
	Title, Href  string
	HitX, HitW   float64 // the whole column, so that a thin bar is easily hit
	Ground, Gap  bool    // Gap: the archive holds nothing of the period
	GroundHeight int
}

type gridLine struct {
	Y     int
	Label string
}

type tick struct {
	X     float64
	Label string
}

type stripCell struct {
	X, W  float64
	Shade int // 0 for a gap
	Title string
}

// Sizes of the chart.
const (
	timeWidth  = 960
	timeHeight = 300
	timeTop    = 12
	timeLeft   = 52
	timeBase   = 240
	stripTop   = 252
)

// timeChartOf draws a timeline, nil when there is nothing to draw.
func timeChartOf(sh *shell, st State, t *Timeline, per bool) *timeChart {
	if len(t.Points) == 0 {
		return nil
	}
	ch := &timeChart{Width: timeWidth, Height: timeHeight, StripY: stripTop, Base: timeBase, Label: sh.T("web.time.label", "First", t.Points[0].Period, "Last", t.Points[len(t.Points)-1].Period)}
	for _, q := range t.Queries {
		if q == "" {
			q = sh.T("web.time.all")
		}
		ch.Names = append(ch.Names, q)
	}
	value := func(p Point, i int) float64 {
		if per {
			return p.PerThousand[i]
		}
		return float64(p.Counts[i])
	}
	most, held := 0.0, 0
	for _, p := range t.Points {
		for i := range p.Counts {
			most = max(most, value(p, i))
		}
		held = max(held, p.Held)
	}
	top := roundUp(most)
	for i := range 3 {
		v := top * float64(i) / 2
		label := sh.N(int(v))
		if v != math.Trunc(v) {
			label = sh.Score(v)
		}
		ch.Grid = append(ch.Grid, gridLine{timeBase - i*(timeBase-timeTop)/2, label})
	}
	pitch := float64(timeWidth-timeLeft) / float64(len(t.Points))
	labelled := labelEvery(t.Step, pitch)
	gap := min(pitch*.2, 6)
	for n, p := range t.Points {
		x := timeLeft + float64(n)*pitch
		to := period(p.from, t.Step)
		label := shownPeriod(p.from, true)
		if t.Step == "month" {
			label = p.from.Format("1/2006")
		}
		w := (pitch - gap) / float64(len(p.Counts))
		for i, count := range p.Counts {
			q := t.Queries[i]
			h := value(p, i) / top * (timeBase - timeTop)
			if count > 0 {
				h = max(h, 1)
			}
			ch.Bars = append(ch.Bars, timeBar{
				Series: i, X: tenth(x + gap/2 + float64(i)*w), W: tenth(w), Y: tenth(timeBase - h), H: tenth(h), HitX: tenth(x + gap/2 + float64(i)*w), HitW: tenth(w), Gap: p.Held == 0,
				Title: sh.T("web.time.bar", "Period", label, "Query", ch.Names[i], "Count", count, "Per", sh.Score(p.PerThousand[i])),
				Href:  st.with(func(r *index.Request) { r.Q, r.From, r.To = q, p.from, to }).Search(),
			})
		}
		cell := stripCell{X: tenth(x), W: tenth(pitch), Title: sh.T("web.time.heldin", "Period", label, "Count", p.Held)}
		if p.Held > 0 {
			cell.Shade = (4*p.Held + held - 1) / held
		}
		ch.Strip = append(ch.Strip, cell)
		if text, ok := labelled(p.from); ok && x+tickRoom/2 < timeWidth {
			ch.Ticks = append(ch.Ticks, tick{tenth(x), text})
		}
	}
	return ch
}

// tickRoom is the width that a label under the bars asks for.
const tickRoom = 56

// labelEvery says under which bars a label stands: as many as there is room for,
// months as 1/2021 where not only the years fit.
func labelEvery(step string, pitch float64) func(from time.Time) (string, bool) {
	months := 1
	if step == "year" {
		months = 12
	}
	pitch /= float64(months)
	every := 600
	for _, n := range []int{1, 3, 6, 12, 60, 120} {
		if n >= months && pitch*float64(n) >= tickRoom {
			every = n
			break
		}
	}
	return func(from time.Time) (string, bool) {
		if (from.Year()*12+int(from.Month())-1)%every != 0 {
			return "", false
		}
		if every < 12 {
			return from.Format("1/2006"), true
		}
		return strconv.Itoa(from.Year()), true
	}
}

// roundUp gives the next round number whose half is round too.
func roundUp(v float64) float64 {
	if v <= 10 {
		return max(2, 2*math.Ceil(v/2))
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8} {
		if v <= m*unit {
			return m * unit
		}
	}
	return 10 * unit
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }
