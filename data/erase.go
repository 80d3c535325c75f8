package data

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Erased says what the erasure of a customer left.
type Erased struct {
	Orders int   // of the customer, all kept as numbers, goods and money
	Kept   int64 // of them, those whose invoice address the law has the shop keep
	Until  time.Time
}

// EraseCustomer takes all that is personal of a customer out of the books for
// good: name, ways to reach them, addresses, notes, what the history says of them,
// papers. What was sold and paid stays, and so does the invoice address of orders
// placed since keep, which the law has the shop keep (GDPR, article 17.3b). The
// journal stays provable: of what is gone it keeps a digest that nobody can guess
// from. It can't be undone. Scrub afterwards takes it out of the files as well.
func (tx *Tx) EraseCustomer(ctx context.Context, id int64, why string, keep time.Time) (Erased, error) {
	var e Erased
	c, err := tx.Customer(ctx, id)
	if err != nil {
		return e, IfMissing(err, "there is no customer %d", id)
	}
	if strings.TrimSpace(why) == "" {
		return e, Invalid("reason", "say who asked for it, and when")
	}
	open, err := tx.openOrdersOfCustomer(ctx, id)
	if err != nil {
		return e, fmt.Errorf("count the open orders of %s: %w", c.Number, err)
	}
	if open > 0 {
		return e, Refused("erase", "send or cancel them first", "customer %s has %d open orders", c.Number, open)
	}
	owed, err := tx.TermsOwed(ctx, id, 0)
	if err != nil {
		return e, fmt.Errorf("add up what %s owes: %w", c.Number, err)
	}
	if owed > 0 {
		return e, Refused("erase", "take the money first", "customer %s still owes the shop", c.Number)
	}
	orders, err := tx.OrderIDsOfCustomer(ctx, id)
	if err != nil {
		return e, fmt.Errorf("read the orders of %s: %w", c.Number, err)
	}
	e.Orders = len(orders)
	if e.Kept, err = tx.keptOrderAddresses(ctx, id, At(keep)); err != nil {
		return e, fmt.Errorf("count the orders of %s: %w", c.Number, err)
	}
	for _, part := range []func() error{
		// What was printed for several orders at once names them all, and is of no
		// more use to anybody: all that is printed already goes.
		func() error { return tx.erasePapers(ctx, []byte{}, id) },
		func() error { return tx.eraseOperations(ctx, id) },
		func() error { return tx.eraseChanges(ctx, id) },
		func() error { return tx.eraseOrderWords(ctx, id) },
		func() error { _, err := tx.eraseOrderAddresses(ctx, id, At(keep)); return err },
		func() error { return tx.eraseAddresses(ctx, tx.now, id) },
		func() error { return tx.eraseCustomer(ctx, tx.now, id) },
	} {
		if err := part(); err != nil {
			return e, fmt.Errorf("erase customer %s: %w", c.Number, err)
		}
	}
	if c, err = tx.Customer(ctx, id); err != nil {
		return e, fmt.Errorf("read customer %d: %w", id, err)
	}
	if err := tx.indexCustomer(ctx, c); err != nil {
		return e, err
	}
	for _, o := range orders {
		// Nobody finds an order any longer by who it was for.
		one, err := tx.Order(ctx, o)
		if err != nil {
			return e, fmt.Errorf("read order %d: %w", o, err)
		}
		if err := tx.index(ctx, "order", o, fmt.Sprintf("Order %d", one.Number), "Erased", fmt.Sprint(one.Number), one.ExternalRef); err != nil {
			return e, err
		}
	}
	return e, tx.Record("customer", id, "erased", nil, map[string]string{"why": why})
}

// scrubTime is how long that may take in a big shop.
const scrubTime = 5 * time.Minute

// Scrub takes out of the files what the books no longer say: what was deleted or
// written over lies there on, in room that is free, until something else needs
// it. It is done after an erasure and must be asked for outside any write. Nobody
// else can write meanwhile: some seconds, or ten for each gigabyte of a big shop.
//
// In a file nothing is left afterwards, nor in its log. On a server the room of
// what was erased is given free (VACUUM) and written over by and by; who must
// have it gone at once has the server's owner run VACUUM FULL, which keeps all
// desks out while it runs, and mind the server's own log and its backups. Copies
// of the shop made before are not touched.
func (s *Store) Scrub(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), scrubTime)
	defer cancel()
	c, err := s.take(ctx, s.writing, s.writer)
	if err != nil {
		return err
	}
	if err = s.engine.scrub(ctx, c); err != nil {
		c.discard() // its settings may not be what a write expects
	}
	s.giveWriter(c, err)
	if err == nil {
		return nil
	}
	return &Fault{Kind: KindUnavailable, Message: "the records are erased, but traces of them are still in the shop's files",
		Hint: "see that the disk has twice the room of the shop, close other windows, then erase once more", Err: err}
}

// scrub writes the whole file anew, with only what the books say, and its search
// indexes, which keep what they were told to forget until their parts are
// merged. (PRAGMA secure_delete on every connection would cost each order a
// fifth of its speed, and leaves what was moved within a page.)
func (f *sqliteFile) scrub(ctx context.Context, c *session) error {
	for _, q := range []string{
		"INSERT INTO search_parts (search_parts) VALUES ('optimize')",
		"INSERT INTO search_starts (search_starts) VALUES ('optimize')",
		"PRAGMA temp_store = 1", // the new file is made on the disk, not in memory
		"VACUUM",
		"PRAGMA temp_store = 2",
	} {
		if _, err := c.conn.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("write the file anew: %w", err)
		}
	}
	return logBack(ctx, c)
}

func (p *postgres) scrub(ctx context.Context, c *session) error {
	for _, q := range []string{
		"SET statement_timeout = 0",
		"VACUUM customers, addresses, orders, operations, changes, print_jobs, search_docs",
		"RESET statement_timeout",
	} {
		if _, err := c.conn.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("clean up after what was erased: %w", err)
		}
	}
	return nil
}
