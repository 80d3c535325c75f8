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
func (s *Shop) LookAtCopy(ctx context.Context, path string) (Comeback, error) {
	c := Comeback{Path: path}
	var err error
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
