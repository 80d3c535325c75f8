package app

import (
	"context"

	"packbench/data"
)

// Comeback is what bringing a copy back would mean.
type Comeback struct {
	Path string
	Copy data.Manifest
	// Lost is how many deeds of the shop the copy lacks, Newest the last of them.
	Lost   int64
	Newest []data.Operation
}

// lostShown is how many of the deeds that would be lost are named.
const lostShown = 10

// LookAtCopy proves a copy and says what the shop would lack if it were brought
// back. Nothing is changed.
func (s *Shop) LookAtCopy(ctx context.Context, who data.Actor, path string) (Comeback, error) {
	c := Comeback{Path: path}
	err := s.May(ctx, who, ChangeSettings)
	if err != nil {
		return c, err
	}
	if c.Copy, err = data.CheckBackup(ctx, path); err != nil {
		return c, err
	}
	return c, s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		last, err := v.LastOperation(ctx)
		if err != nil {
			return err
		}
		c.Lost = max(last-c.Copy.Last, 0)
		recent, err := v.RecentOperations(ctx, lostShown)
		for _, o := range recent {
			if o.ID > c.Copy.Last {
				c.Newest = append(c.Newest, o)
			}
		}
		return err
	})
}

// BringBack closes this shop and puts a copy in its place: work goes on with the
// shop that is opened there. What was there is kept beside it, as kept.
func (s *Shop) BringBack(ctx context.Context, who data.Actor, path string) (kept string, m data.Manifest, err error) {
	if err := s.May(ctx, who, ChangeSettings); err != nil {
		return "", m, err
	}
	if err := s.books.Close(); err != nil {
		return "", m, err
	}
	return data.Restore(ctx, path, s.books.Place(), s.books.Now())
}
