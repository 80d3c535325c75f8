package picking

// Along is the way past places in the order given, without looking for a better
// one: from where the picker stands (0 for the map's start) to the packing point.
// A point's Stop is the place's number in the order. Places that are not on the
// map are left out; without a map there is no way. The length is in millimetres.
func (f *Floor) Along(from int64, places []int64) (path []PathPoint, length int64) {
	if f.engine == nil {
		return nil, 0
	}
	m := f.engine.measurer()
	defer f.engine.done(m)
	t := trip{f: f, m: m, from: startPost}
	if at, ok := f.post[from]; ok {
		t.from = at
	}
	var stops []Stop
	var posts []post
	var numbers []int
	for i, p := range places {
		if at, ok := f.post[p]; ok {
			stops, posts, numbers = append(stops, Stop{Place: p}), append(posts, at), append(numbers, i)
		}
	}
	path = t.path(stops)
	for i, q := range path {
		if q.Stop >= 0 {
			path[i].Stop = numbers[q.Stop]
		}
	}
	return path, t.walked(posts)
}
