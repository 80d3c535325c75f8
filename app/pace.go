package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

// PaceLearned is how fast the shop's people really are.
type PaceLearned struct {
	picking.Pace
	Enough bool  // there are moves enough for the pace to be used
	Moves  int   // from place to place, of the last four weeks
	Spread int64 // milliseconds: half of the moves are nearer than this to what the pace says
}

// WrongDistance is a pair of places between which people take much longer, or much
// less, than the map says.
type WrongDistance struct {
	From, To         int64 // locations
	FromCode, ToCode string
	Length           data.Millimetres // by the map
	Seconds          int64            // people take, in the middle
	Expected         int64            // by the pace learned
	Times            int              // how often it was walked
}

const (
	paceWithin    = 28 * 24 * time.Hour
	paceMost      = 20_000           // lines looked at
	longestMove   = 10 * time.Minute // longer is a break, or another list in between
	wrongTimes    = 3                // a pair is judged once it was walked so often
	wrongSpreads  = 6                // and when it is so many spreads off the pace,
	wrongLeast    = 10 * time.Second // and by so much
	wrongFactorBP = 15_000           // and by half
)

// move is one leg of a picker with where it led.
type move struct {
	picking.Leg
	from, to int64
}

// pickerMoves are the moves from place to place of the last four weeks, of one
// picker or of all. Lines confirmed in one go say nothing of the time between.
func pickerMoves(ctx context.Context, v *data.View, floor *picking.Floor, picker string) ([]move, error) {
	lines, err := v.PickTimes(ctx, v.Now().Add(-paceWithin), paceMost)
	if err != nil {
		return nil, fmt.Errorf("read when picks were confirmed: %w", err)
	}
	type pair struct{ from, to int64 }
	known := make(map[pair]int64)
	var moves []move
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		took := b.DoneAt.Time().Sub(a.DoneAt.Time()).Milliseconds()
		if a.PickListID != b.PickListID || took <= 0 || took > longestMove.Milliseconds() || picker != "" && b.Picker != picker || b.Picked == 0 {
			continue
		}
		at := pair{a.LocationID, b.LocationID}
		length, ok := known[at]
		if !ok {
			if length, ok = floor.Between(at.from, at.to); !ok {
				length = -1
			}
			known[at] = length
		}
		if length >= 0 {
			moves = append(moves, move{picking.Leg{Length: length, Units: int64(b.Picked), Millis: took}, at.from, at.to})
		}
	}
	return moves, nil
}

func learned(moves []move) PaceLearned {
	legs := make([]picking.Leg, 0, len(moves))
	for _, m := range moves {
		legs = append(legs, m.Leg)
	}
	l := PaceLearned{Moves: len(moves)}
	l.Pace, l.Spread, l.Enough = picking.Learn(legs)
	return l
}

// PickerPace learns walking and picking speed from confirmed picks; picker "" is
// everybody. Without distances (a map) nothing can be learned.
func (s *Shop) PickerPace(ctx context.Context, picker string) (PaceLearned, error) {
	var l PaceLearned
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		floor, err := s.floor(ctx, v)
		if err != nil {
			return err
		}
		moves, err := pickerMoves(ctx, v, floor, picker)
		l = learned(moves)
		return err
	})
	return l, err
}

// keptPace is the pace that was learned last, for a floor.
type keptPace struct {
	floor *picking.Floor
	at    data.Instant
	pace  picking.Pace
}

// paceStays is how long a pace is planned with before it is learned anew.
const paceStays = 10 * time.Minute

// paceFor is the pace that minutes are planned with: that of the shop's people once
// enough is known, else what the map says or is usual.
func (s *Shop) paceFor(ctx context.Context, v *data.View, floor *picking.Floor) (picking.Pace, error) {
	if floor.Kind() == picking.Codes {
		return floor.Pace(), nil
	}
	s.mu.Lock()
	kept := s.pace
	s.mu.Unlock()
	if kept.floor == floor && v.Now() < kept.at.Add(paceStays) {
		return kept.pace, nil
	}
	pace, err := learnedPace(ctx, v, floor)
	if err == nil {
		s.mu.Lock()
		s.pace = keptPace{floor, v.Now(), pace}
		s.mu.Unlock()
	}
	return pace, err
}

func learnedPace(ctx context.Context, v *data.View, floor *picking.Floor) (picking.Pace, error) {
	pace := floor.Pace()
	moves, err := pickerMoves(ctx, v, floor, "")
	if err != nil {
		return pace, err
	}
	if l := learned(moves); l.Enough {
		setup := pace.Setup
		pace = l.Pace
		pace.Setup = setup
	}
	return pace, nil
}

// WrongDistances lists where the map is likely wrong, the worst first: pairs of
// places for which people take, in the middle of at least three times, half as long
// again or less than two thirds of what the pace learned says.
func (s *Shop) WrongDistances(ctx context.Context) ([]WrongDistance, error) {
	var out []WrongDistance
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		floor, err := s.floor(ctx, v)
		if err != nil {
			return err
		}
		moves, err := pickerMoves(ctx, v, floor, "")
		if err != nil {
			return err
		}
		l := learned(moves)
		if !l.Enough {
			return nil
		}
		places, err := v.Locations(ctx)
		if err != nil {
			return fmt.Errorf("read the places: %w", err)
		}
		codes := make(map[int64]string, len(places))
		for _, p := range places {
			codes[p.ID] = p.Code
		}
		out = wrong(moves, l, codes)
		return nil
	})
	return out, err
}

func wrong(moves []move, l PaceLearned, codes map[int64]string) (out []WrongDistance) {
	type pair struct{ a, b int64 }
	walked := make(map[pair][]move)
	for _, m := range moves {
		if m.from != m.to {
			walked[pair{min(m.from, m.to), max(m.from, m.to)}] = append(walked[pair{min(m.from, m.to), max(m.from, m.to)}], m)
		}
	}
	for _, all := range walked {
		if len(all) < wrongTimes {
			continue
		}
		slices.SortFunc(all, func(a, b move) int { return cmp.Compare(l.off(a), l.off(b)) })
		m := all[len(all)/2]
		expected, off := l.expects(m), l.off(m)
		if max(off, -off) < max(wrongSpreads*l.Spread, wrongLeast.Milliseconds()) || m.Millis*10_000 < expected*wrongFactorBP && expected*10_000 < m.Millis*wrongFactorBP {
			continue
		}
		out = append(out, WrongDistance{From: m.from, To: m.to, FromCode: codes[m.from], ToCode: codes[m.to], Length: data.Millimetres(m.Length), Seconds: m.Millis / 1000, Expected: expected / 1000, Times: len(all)})
	}
	slices.SortFunc(out, func(a, b WrongDistance) int {
		far := func(w WrongDistance) int64 { return max(w.Seconds-w.Expected, w.Expected-w.Seconds) }
		return cmp.Or(cmp.Compare(far(b), far(a)), picking.Compare(a.FromCode, b.FromCode), picking.Compare(a.ToCode, b.ToCode))
	})
	return out
}

// expects is how many milliseconds a move should take.
func (l PaceLearned) expects(m move) int64 {
	return l.Stop + m.Length*1000/max(1, l.Speed) + m.Units*l.Unit
}

func (l PaceLearned) off(m move) int64 { return m.Millis - l.expects(m) }
