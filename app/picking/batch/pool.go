package batch

// pool keeps the batches that good plans were made of.
type pool struct {
	t      *team
	at     map[uint64]int32
	orders [][]int32
	cost   []int64
}

func newPool(t *team) *pool { return &pool{t: t, at: map[uint64]int32{}} }

func (p *pool) add(b *batch) {}
