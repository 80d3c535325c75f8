package data

import (
	"context"
	"fmt"
	"strings"
)

// PutLocation adds a place, or gives one another zone.
func (tx *Tx) PutLocation(ctx context.Context, l Location) (int64, error) {
	l.Code = strings.TrimSpace(l.Code)
	if l.Code == "" || len(l.Code) > 32 {
		return 0, Invalid("code", "a location needs a code of at most 32 characters")
	}
	for _, r := range l.Code {
		if r < 33 || r > 126 {
			return 0, Invalid("code", "location %q holds %q: use letters, digits and signs without spaces", l.Code, r)
		}
	}
	have, err := tx.LocationByCode(ctx, l.Code)
	if err != nil && !Missing(err) {
		return 0, fmt.Errorf("read location %s: %w", l.Code, err)
	}
	if have.ArchivedAt.Set() {
		if back, err := tx.TakenBack(ctx, "location", have.ID); err != nil || back {
			if err != nil {
				return 0, err
			}
			return have.ID, tx.bringPlaceBack(ctx, have.ID, l)
		}
	}
	id, err := tx.putLocation(ctx, putLocationParams{Code: l.Code, Kind: l.Kind, Zone: l.Zone, Sellable: l.Sellable, Pickable: l.Pickable})
	if err != nil {
		return 0, fmt.Errorf("write location %s: %w", l.Code, err)
	}
	if have.ID == 0 || have.Zone != l.Zone {
		if err := tx.touchFloor(ctx); err != nil {
			return 0, err
		}
	}
	if have.ID == 0 {
		return id, tx.Record("location", id, "set", nil, placeFacts(l))
	}
	now := have
	now.Zone = l.Zone // all that changes of a place that is there
	return id, tx.Record("location", id, "set", placeFacts(have), placeFacts(now))
}

// ArchiveLocation takes an empty place out of use.
func (tx *Tx) ArchiveLocation(ctx context.Context, id int64) error {
	l, err := tx.place(ctx, id)
	if err != nil {
		return err
	}
	in, err := tx.BalancesAt(ctx, id)
	if err != nil {
		return fmt.Errorf("look into %s: %w", l.Code, err)
	}
	if len(in) > 0 || l.Kind != "bin" {
		return Refused("location", "empty it first", "%s still holds %d products", l.Code, len(in))
	}
	if err := tx.archiveLocation(ctx, tx.now, id); err != nil {
		return fmt.Errorf("archive %s: %w", l.Code, err)
	}
	if err := tx.touchFloor(ctx); err != nil {
		return err
	}
	return tx.Record("location", id, "archived", nil, nil)
}

// BoxByCode finds a box, in use or not.
func (v *View) BoxByCode(ctx context.Context, code string) (Box, error) {
	return v.boxByCode(ctx, strings.TrimSpace(code))
}

// PutBox adds a box of the shop's range, or changes it.
func (tx *Tx) PutBox(ctx context.Context, b Box) (int64, error) {
	if strings.TrimSpace(b.Code) == "" {
		return 0, Invalid("code", "a box needs a code")
	}
	if b.InLength <= 0 || b.InWidth <= 0 || b.InHeight <= 0 {
		return 0, Invalid("inner size", "box %s: every inner side must be longer than nothing", b.Code)
	}
	if b.OutLength < b.InLength || b.OutWidth < b.InWidth || b.OutHeight < b.InHeight {
		return 0, Invalid("outer size", "box %s: the outer size is smaller than the inner", b.Code)
	}
	if b.MaxG <= 0 {
		return 0, Invalid("weight", "box %s: say how much it carries", b.Code)
	}
	if b.Kind == "" {
		b.Kind = "carton"
	}
	was, err := tx.boxByCode(ctx, b.Code)
	if err != nil && !Missing(err) {
		return 0, fmt.Errorf("read box %s: %w", b.Code, err)
	}
	id, err := tx.putBox(ctx, putBoxParams{Code: b.Code, Name: b.Name, Kind: b.Kind, InLength: b.InLength, InWidth: b.InWidth, InHeight: b.InHeight, OutLength: b.OutLength, OutWidth: b.OutWidth, OutHeight: b.OutHeight, TareG: b.TareG, MaxG: b.MaxG, Cost: b.Cost, Stock: b.Stock, Active: b.Active})
	if err != nil {
		return 0, fmt.Errorf("write box %s: %w", b.Code, err)
	}
	if was.ID == 0 {
		return id, tx.Record("box", id, "set", nil, boxFacts(b))
	}
	return id, tx.Record("box", id, "set", boxFacts(was), boxFacts(b))
}

// UseRateCard makes a rate card the one that parcels are priced with.
func (tx *Tx) UseRateCard(ctx context.Context, name, body string, example bool) error {
	was, err := tx.ActiveRateCard(ctx)
	if err != nil && !Missing(err) {
		return fmt.Errorf("read the old rate card: %w", err)
	}
	if err := tx.retireRateCards(ctx); err != nil {
		return fmt.Errorf("retire the old rate card: %w", err)
	}
	id, err := tx.insertRateCard(ctx, name, body, example, tx.now)
	if err != nil {
		return fmt.Errorf("write rate card %s: %w", name, err)
	}
	return tx.Record("rate card", id, "in use", map[string]string{"card": was.Name}, map[string]string{"card": name})
}

// AddGiftRule says when an order brings a gift.
func (tx *Tx) AddGiftRule(ctx context.Context, g GiftRule) (int64, error) {
	id, err := tx.insertGiftRule(ctx, insertGiftRuleParams{Name: g.Name, MinGoods: g.MinGoods, NthOrder: g.NthOrder, TriggerProduct: g.TriggerProduct, GiftProduct: g.GiftProduct})
	if err != nil {
		return 0, fmt.Errorf("write gift rule %s: %w", g.Name, err)
	}
	return id, tx.Record("gift rule", id, "added", nil, g.Name)
}

// SaveDraft keeps a half-typed order, so that a crash loses nothing. id 0
// makes a new one.
func (tx *Tx) SaveDraft(ctx context.Context, d Draft) (int64, error) {
	if LooksLikeCard(d.Title) {
		return 0, noCards(map[string]string{"draft": d.Title})
	}
	if d.ID > 0 {
		n, err := tx.updateDraft(ctx, updateDraftParams{Parked: d.Parked, Title: d.Title, Body: d.Body, UpdatedAt: tx.now, ID: d.ID})
		if err != nil {
			return 0, fmt.Errorf("keep the draft: %w", err)
		}
		if n > 0 {
			return d.ID, nil
		}
	}
	id, err := tx.saveDraft(ctx, saveDraftParams{Who: tx.who.User, Desk: tx.who.Desk, Parked: d.Parked, Title: d.Title, Body: d.Body, UpdatedAt: tx.now})
	if err != nil {
		return 0, fmt.Errorf("keep the draft: %w", err)
	}
	return id, nil
}

// DropDraft forgets a draft that was placed or given up.
func (tx *Tx) DropDraft(ctx context.Context, id int64) error {
	if err := tx.deleteDraft(ctx, id); err != nil {
		return fmt.Errorf("drop the draft: %w", err)
	}
	return nil
}

// QueuePrint keeps a document until it is printed.
func (tx *Tx) QueuePrint(ctx context.Context, j PrintJob) (int64, error) {
	id, err := tx.insertPrintJob(ctx, insertPrintJobParams{Kind: j.Kind, Title: j.Title, Document: j.Document, Media: j.Media, Printer: j.Printer, Copies: max(j.Copies, 1), Pages: j.Pages, Entity: j.Entity, EntityID: j.EntityID, Op: tx.op, CreatedAt: tx.now})
	if err != nil {
		return 0, fmt.Errorf("queue %s: %w", j.Title, err)
	}
	return id, tx.Record("print job", id, "waiting", nil, nil)
}

// SetPrintJob writes what became of a job.
func (tx *Tx) SetPrintJob(ctx context.Context, id int64, state, printer, spoolID, trouble string) error {
	done := Instant(0)
	if state == "done" || state == "cancelled" {
		done = tx.now
	}
	n, err := tx.setPrintJob(ctx, setPrintJobParams{State: state, Printer: printer, SpoolID: spoolID, Error: trouble, DoneAt: done, ID: id})
	if err != nil {
		return fmt.Errorf("write print job %d: %w", id, err)
	}
	if n == 0 {
		return NotFound("there is no print job %d", id)
	}
	return tx.Record("print job", id, state, nil, nil)
}

// NoteImport remembers a file that was brought in, by its SHA-256.
func (tx *Tx) NoteImport(ctx context.Context, kind, file, sum string, good, bad int64) error {
	if err := tx.insertImport(ctx, insertImportParams{Kind: kind, File: file, Sha256: sum, Good: good, Bad: bad, Op: tx.op}); err != nil {
		return fmt.Errorf("note the import of %s: %w", file, err)
	}
	return nil
}
