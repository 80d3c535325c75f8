package app

import (
	"context"

	"packbench/data"
)

// LookBeforeMove looks at the place that the shop is to be moved to, and refuses
// one that will not do. Nothing is written there.
func (s *Shop) LookBeforeMove(ctx context.Context, place string) (data.Destination, error) {
	return data.LookAt(ctx, place)
}

// Move brings the shop to another place, an empty database of a server or a new
// file: copied, compared and proved, and only then closed where it was. told, if
// not nil, hears how far it is. Afterwards this shop can only be read; work goes
// on with the shop that is opened at the new place.
func (s *Shop) Move(ctx context.Context, who data.Actor, place string, told func(data.Moving)) (data.Relocation, error) {
	if !s.moving.TryLock() {
		return data.Relocation{}, data.Refused("move", "wait until that has ended", "the shop is being moved already")
	}
	defer s.moving.Unlock()
	if err := s.May(ctx, who, ChangeSettings); err != nil {
		return data.Relocation{}, err
	}
	if _, err := data.LookAt(ctx, place); err != nil {
		return data.Relocation{}, err
	}
	return s.books.MoveTo(ctx, who, place, told)
}
