package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// GiveCells gives a cell at the bench to each shipment that has none; bare are
// those for which none was free. codes says in which order cells are taken.
func (tx *Tx) GiveCells(ctx context.Context, shipments []int64, before func(a, b string) int) (bare []int64, err error) {
	all, err := tx.Cells(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the cells: %w", err)
	}
	slices.SortFunc(all, func(a, b CellsRow) int { return before(a.Code, b.Code) })
	have := make(map[int64]bool)
	var free []CellsRow
	for _, c := range all {
		if c.ShipmentID > 0 {
			have[c.ShipmentID] = true
		} else {
			free = append(free, c)
		}
	}
	for _, id := range shipments {
		if have[id] {
			continue
		}
		if len(free) == 0 {
			bare = append(bare, id)
			continue
		}
		if n, err := tx.giveCell(ctx, id, tx.now, free[0].ID); err != nil || n == 0 {
			return nil, fmt.Errorf("give shipment %d cell %s: %w", id, free[0].Code, orMissing(err))
		}
		if err := tx.Record("cell", free[0].ID, "given", nil, map[string]any{"shipment": id}); err != nil {
			return nil, err
		}
		free = free[1:]
	}
	return bare, nil
}

// emptyCell takes a shipment out of its cell, where it lies in one.
func (tx *Tx) emptyCell(ctx context.Context, shipment int64) error {
	if err := tx.freeCell(ctx, shipment); err != nil {
		return fmt.Errorf("empty the cell of shipment %d: %w", shipment, err)
	}
	return nil
}

// EmptyCells takes shipments out of their cells.
func (tx *Tx) EmptyCells(ctx context.Context, shipments []int64) error {
	for _, id := range shipments {
		if err := tx.emptyCell(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// SetCells says which cells there are and gives what there was. One that a
// shipment lies in can't go.
func (tx *Tx) SetCells(ctx context.Context, codes []string) (was []string, err error) {
	all, err := tx.Cells(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the cells: %w", err)
	}
	want := make(map[string]bool, len(codes))
	for _, c := range codes {
		c = strings.ToUpper(strings.TrimSpace(c))
		if c == "" || len(c) > 32 {
			return nil, Invalid("cells", "a cell needs a code of at most 32 characters")
		}
		if want[c] {
			return nil, Invalid("cells", "cell %s is named twice", c)
		}
		want[c] = true
	}
	for _, c := range all {
		was = append(was, c.Code)
		if want[c.Code] {
			delete(want, c.Code)
			continue
		}
		if n, err := tx.deleteCell(ctx, c.Code); err != nil || n == 0 {
			if err != nil {
				return nil, fmt.Errorf("take cell %s away: %w", c.Code, err)
			}
			return nil, Refused("cells", "pack that shipment first", "shipment %s lies in cell %s", c.Number, c.Code)
		}
	}
	for _, c := range sortedKeys(want) {
		if err := tx.insertCell(ctx, c); err != nil {
			return nil, fmt.Errorf("write cell %s: %w", c, err)
		}
	}
	return was, tx.Record("cells", 0, "set", map[string]any{"cells": strings.Join(was, " ")}, map[string]any{"cells": strings.Join(codes, " ")})
}
