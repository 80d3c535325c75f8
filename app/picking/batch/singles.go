package batch

// Singles are the orders of one line, by index, and the others. Many of them are
// better fetched in bulk, all together, and sorted at the bench: each line there
// is all of its order. What must ride alone is not among them.
func Singles(orders []Order) (singles, others []int) {
	for i := range orders {
		o := &orders[i]
		if len(o.Places) == 1 && o.Lines <= 1 && !o.Alone {
			singles = append(singles, i)
		} else {
			others = append(others, i)
		}
	}
	return singles, others
}
