package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"packbench/data"
)

// customer writes all that the shop holds of one customer, to be given to them.
func (m *Main) customer(ctx context.Context, args []string) error {
	f := m.flags("customer")
	out := f.String("out", "", "the file")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 || *out == "" {
		return usageOr(err, "packbench customer NUMBER --out FILE.json")
	}
	who, err := m.openAs(ctx)
	if err != nil {
		return err
	}
	held, err := m.shop.CustomerData(ctx, who, words[0])
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(held, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", *out, err)
	}
	if err := os.WriteFile(*out, append(text, '\n'), 0o600); err != nil {
		return &data.Fault{Kind: data.KindUnavailable, Message: "can't write " + *out, Hint: "check the folder", Err: err}
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: all that the shop holds of %s, %d orders\n", *out, held.Customer.Name, len(held.Orders))
	return err
}

// erase takes all that is personal of a customer out of the books for good.
func (m *Main) erase(ctx context.Context, args []string) error {
	f := m.flags("erase")
	why := f.String("why", "", "who asked for it, and when")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 || *why == "" {
		return usageOr(err, `packbench erase NUMBER --why "asked by letter on 2 March"`)
	}
	who, err := m.openAs(ctx)
	if err != nil {
		return err
	}
	held, err := m.shop.CustomerData(ctx, who, words[0])
	if err != nil {
		return err
	}
	e, err := m.shop.EraseCustomer(ctx, who, data.NewOp("erase", words[0]), held.Customer.ID, *why)
	if err != nil {
		return err
	}
	fmt.Fprintf(m.Stdout, "customer %s is erased: %d orders keep their goods and money\n", words[0], e.Orders)
	if e.Kept > 0 {
		fmt.Fprintf(m.Stdout, "%d of them keep the address on their invoice, which must be kept until %s at the latest\n", e.Kept, e.Until.Format("2 January 2006"))
	}
	_, err = fmt.Fprintln(m.Stdout, "copies of the shop made before still hold them, until they are rotated out")
	return err
}
