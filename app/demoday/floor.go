package demoday

import (
	"context"
	"fmt"
	"time"

	"packbench/app"
	"packbench/assets/demo"
	"packbench/data"
)

// propose plans the day's picking in one way; nothing is written.
func (d *day) propose(method string) func(ctx context.Context) (int, string, string, error) {
	return func(ctx context.Context) (int, string, string, error) {
		p, err := d.shop.ProposePicking(ctx, app.PickingRequest{Shipments: d.shipments, Method: method, Search: searchFor}, nil)
		if err != nil {
			return 0, "", "", err
		}
		note := costs(p.Total)
		if method == app.PickBatch {
			d.plan = p
			note += "; filled as orders come " + costs(p.FirstCome)
		}
		if n := len(p.Waves); n > 0 {
			note += fmt.Sprintf("; %d waves", n)
		}
		return len(p.Lists), "walks", note, nil
	}
}

// searchFor is how long better batches are looked for.
const searchFor = time.Second

// costs says how far and how long some walks are.
func costs(c app.WalkCost) string {
	t := fmt.Sprintf("%.1f km, %d h %02d min", float64(c.Length)/1e6, c.Seconds/3600, c.Seconds/60%60)
	if c.Bound > 0 && c.Bound < c.Length && c.Length < 2*c.Bound { // a bound further off tells nothing
		t += fmt.Sprintf(", at most %.0f %% from ideal", 100*(float64(c.Length)/float64(c.Bound)-1))
	}
	return t
}

// build writes the lists of the batches.
func (d *day) build(ctx context.Context) (int, string, string, error) {
	if len(d.plan.Lists) == 0 {
		if _, _, _, err := d.propose(app.PickBatch)(ctx); err != nil {
			return 0, "", "", err
		}
	}
	built, err := d.shop.BuildProposal(ctx, d.who, data.NewOp("build pick lists", d.shipments), d.plan)
	if err != nil {
		return 0, "", "", err
	}
	for _, l := range built.Lists {
		d.lists = append(d.lists, l.ID)
	}
	note := ""
	if n := len(d.plan.Left); n > 0 {
		note = fmt.Sprintf("%d lines can't be picked: %s", n, d.plan.Left[0].Why)
	}
	return len(d.lists), "lists", note, nil
}

// shelves reads what really lies where: a few per cent less than the books say.
func (d *day) shelves(ctx context.Context) error {
	levels, err := demo.StockLevels()
	if err != nil {
		return err
	}
	d.found = make(map[shelf]data.Quantity, len(levels))
	return d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		for _, l := range levels {
			p, err := v.ProductBySKU(ctx, data.SKU(l.SKU))
			if err != nil {
				return fmt.Errorf("product %s: %w", l.SKU, err)
			}
			at, err := v.LocationByCode(ctx, l.Location)
			if err != nil {
				return fmt.Errorf("place %s: %w", l.Location, err)
			}
			d.found[shelf{p.ID, at.ID}] = data.Quantity(l.Found)
		}
		return nil
	})
}

// pick walks every list and takes what is there; what is short is fetched
// elsewhere or waits, and its bin gets counted.
func (d *day) pick(ctx context.Context) (int, string, string, error) {
	if err := d.shelves(ctx); err != nil {
		return 0, "", "", err
	}
	lines, short, waiting := 0, 0, data.Quantity(0)
	for i, id := range d.lists {
		for round := 0; round < 10; round++ { // places found instead are walked to in the next round
			todo, err := d.openLines(ctx, id)
			if err != nil {
				return 0, "", "", err
			}
			if len(todo) == 0 {
				break
			}
			results, err := d.shop.ConfirmPicks(ctx, d.who, data.NewOp("pick", id), todo)
			if err != nil {
				return 0, "", "", err
			}
			lines += len(results)
			for _, r := range results {
				if r.Short > 0 {
					short++
					waiting += r.Waiting
				}
			}
		}
		d.opt.Step("pick lists", i+1, len(d.lists))
	}
	return lines, "lines", fmt.Sprintf("%d short picks; %d units wait again", short, waiting), nil
}

func (d *day) openLines(ctx context.Context, list int64) ([]app.PickConfirm, error) {
	var todo []app.PickConfirm
	err := d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		rows, err := v.PickLines(ctx, list)
		if err != nil {
			return fmt.Errorf("read the list: %w", err)
		}
		for _, l := range rows {
			if l.State != "open" {
				continue
			}
			at := shelf{l.ProductID, l.LocationID}
			q := min(l.Qty, d.found[at])
			d.found[at] -= q
			todo = append(todo, app.PickConfirm{LineID: l.ID, Picked: q})
		}
		return nil
	})
	return todo, err
}

// relabel plans again what a short pick changed, and lets the part go ahead.
func (d *day) relabel(ctx context.Context) (int, string, string, error) {
	n := 0
	var live []int64
	for _, id := range d.shipments {
		b, err := d.shop.Bench(ctx, id)
		if err != nil {
			return 0, "", "", err
		}
		if b.Shipment.VoidedAt.Set() {
			continue
		}
		for _, s := range b.Stops {
			if s.Rule == "stock" {
				if err := d.shop.ApproveSplit(ctx, d.who, data.NewOp("approve split", id), id); err != nil {
					return 0, "", "", err
				}
			}
		}
		if !b.Shipment.LabelledAt.Set() {
			if _, err := d.shop.Label(ctx, d.who, data.NewOp("label", id), id); err != nil {
				return 0, "", "", err
			}
			n++
		}
		live = append(live, id)
	}
	d.shipments = live
	return n, "shipments", "", nil
}

// pack scans every single unit of every shipment, and one wrong code in each
// tenth.
func (d *day) pack(ctx context.Context) (int, string, string, error) {
	units, wrong := 0, 0
	for i, id := range d.shipments {
		scans, err := d.scans(ctx, id)
		if err != nil {
			return 0, "", "", err
		}
		if i%10 == 0 {
			scans = append(scans, data.Scan{Code: "9999999999994", Qty: 1})
		}
		results, err := d.shop.Scan(ctx, d.who, data.NewOp("scan", id), id, scans)
		if err != nil {
			return 0, "", "", err
		}
		for _, r := range results {
			if r.Good {
				units += int(r.Qty)
			} else {
				wrong++
			}
		}
		if _, err := d.shop.FinishPacking(ctx, d.who, data.NewOp("pack", id), id, 0, ""); err != nil {
			return 0, "", "", err
		}
		d.opt.Step("shipments packed", i+1, len(d.shipments))
	}
	return units, "units", fmt.Sprintf("%d wrong codes refused", wrong), nil
}

func (d *day) scans(ctx context.Context, shipment int64) ([]data.Scan, error) {
	b, err := d.shop.Bench(ctx, shipment)
	if err != nil {
		return nil, err
	}
	var scans []data.Scan
	err = d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		for _, l := range b.Lines {
			code := string(l.SKU)
			codes, err := v.BarcodesOf(ctx, l.ProductID)
			if err != nil {
				return fmt.Errorf("read the barcodes of %s: %w", l.SKU, err)
			}
			if len(codes) > 0 {
				code = codes[0].Code
			}
			for range l.Qty {
				scans = append(scans, data.Scan{Code: code, Qty: 1})
			}
		}
		return nil
	})
	return scans, err
}

func (d *day) handOver(ctx context.Context) (int, string, string, error) {
	done, stopped := 0, 0
	for _, id := range d.shipments {
		r, err := d.shop.HandOver(ctx, d.who, data.NewOp("hand over", id), []int64{id})
		if err != nil {
			return 0, "", "", err
		}
		done += len(r.Done)
		stopped += len(r.Stopped)
		d.opt.Step("handed over", done, len(d.shipments))
	}
	note := ""
	if stopped > 0 {
		note = fmt.Sprintf("%d stopped at the gate", stopped)
	}
	return done, "shipments", note, nil
}
