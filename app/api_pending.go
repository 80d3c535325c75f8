package app

import (
	"context"
	"errors"
	"time"

	"packbench/app/picking"
	"packbench/data"
)

var errPending = errors.New("not written yet")

// ProposePicking plans the day's work and writes nothing.
func (s *Shop) ProposePicking(ctx context.Context, req PickingRequest, progress PickingProgress) (PickProposal, error) {
	return PickProposal{}, errPending
}

// BuildProposal writes a proposal's lists, waves and cells, all or nothing. What is
// not released yet passes the gate first. A conflict names what changed since the
// proposal was made.
func (s *Shop) BuildProposal(ctx context.Context, who data.Actor, op data.Op, p PickProposal) (BuiltPicking, error) {
	return BuiltPicking{}, errPending
}

// Move puts a shipment (of a zone proposal: its part in the list's zone) onto
// another list, len(Lists) for one of its own.
func (p PickProposal) Move(shipment int64, list int) (PickProposal, error) { return p, errPending }

// Split takes shipments off a list and gives them one of their own.
func (p PickProposal) Split(list int, shipments []int64) (PickProposal, error) { return p, errPending }

// Join puts all of another list onto a list.
func (p PickProposal) Join(list, other int) (PickProposal, error) { return p, errPending }

// Drop leaves a shipment out: it waits for the next plan.
func (p PickProposal) Drop(shipment int64) (PickProposal, error) { return p, errPending }

// FloorMap reads the shop's map; the zero Map where it has only codes.
func (s *Shop) FloorMap(ctx context.Context) (picking.Map, error) { return picking.Map{}, errPending }

// SaveFloorMap changes the map. op.Began names the map as it was seen.
func (s *Shop) SaveFloorMap(ctx context.Context, who data.Actor, op data.Op, m picking.Map) (MapTrial, error) {
	return MapTrial{}, errPending
}

// MapTrial says which of the shop's places stand on a map and which do not.
type MapTrial struct {
	Fits  []picking.Place
	Lost  []picking.Lost // each with why
	Floor *picking.Floor // for drawing and for walks
}

// TryFloorMap puts the shop's places on a map without saving it.
func (s *Shop) TryFloorMap(ctx context.Context, m picking.Map) (MapTrial, error) {
	return MapTrial{}, errPending
}

// Floor is the shop's map with its places on it, ready for walks.
func (s *Shop) Floor(ctx context.Context) (*picking.Floor, error) { return nil, errPending }

// MapPlace is a place as a map colours it.
type MapPlace struct {
	ID        int64
	Code      string
	Zone      string
	WalkNo    int64
	ShutAt    data.Instant
	ShutWhy   string
	Pickable  bool
	Products  int64
	Units     data.Quantity
	OpenPicks int64         // lines of open lists
	Picking   data.Quantity // units of them
	Picked    int64         // lines picked there since the time asked for
}

// MapStock reads all places for the colours of a map; picks are counted since a
// time (four weeks is usual).
func (s *Shop) MapStock(ctx context.Context, since time.Time) ([]MapPlace, error) {
	return nil, errPending
}

// PlaceDetail is what lies at a place and who comes for it.
type PlaceDetail struct {
	Location data.Location
	Stock    []data.BalancesAtRow
	Picks    []data.PicksAtRow // open lines with their lists
	Shorts   int64             // short picks there in the last 30 days
}

// PlaceDetail reads one place.
func (s *Shop) PlaceDetail(ctx context.Context, id int64) (PlaceDetail, error) {
	return PlaceDetail{}, errPending
}

// SetWalkNumbers gives the places their order of walking: 10, 20, 30, ... in the
// order given; places not named lose their number.
func (s *Shop) SetWalkNumbers(ctx context.Context, who data.Actor, op data.Op, places []int64) error {
	return errPending
}

// SetZones gives places a zone, "" for none.
func (s *Shop) SetZones(ctx context.Context, who data.Actor, op data.Op, zone string, places []int64) error {
	return errPending
}

// ShutPlace takes a place out of all walks until it is opened: open picks there are
// sent elsewhere. It gives how many units nobody else has.
func (s *Shop) ShutPlace(ctx context.Context, who data.Actor, op data.Op, place int64, why string) (data.Quantity, error) {
	return 0, errPending
}

// OpenPlace lets walks pass a shut place again.
func (s *Shop) OpenPlace(ctx context.Context, who data.Actor, op data.Op, place int64) error {
	return errPending
}

// Carts reads the carts; with all, those out of use too.
func (s *Shop) Carts(ctx context.Context, all bool) ([]data.Cart, error) { return nil, errPending }

// SaveCart adds a cart (ID 0) or changes one. op.Began names it as it was seen.
func (s *Shop) SaveCart(ctx context.Context, who data.Actor, op data.Op, c data.Cart) (data.Cart, error) {
	return c, errPending
}

// Cells reads the cells at the bench with what lies in them.
func (s *Shop) Cells(ctx context.Context) ([]data.CellsRow, error) { return nil, errPending }

// SetCells says which cells there are; one in use can't go.
func (s *Shop) SetCells(ctx context.Context, who data.Actor, op data.Op, codes []string) error {
	return errPending
}

// WaveRequest is what a wave should be.
type WaveRequest struct {
	Carrier   string
	CutOff    time.Time // zero for none
	Inside    string    // single, batch or zone
	Note      string
	Shipments []int64
	Draft     bool // not planned yet: it may still be empty
}

// PlanWave plans a wave (ID 0) or changes one that is not released.
func (s *Shop) PlanWave(ctx context.Context, who data.Actor, op data.Op, id int64, req WaveRequest) (data.Wave, error) {
	return data.Wave{}, errPending
}

// PlanWaves plans the waves of a proposal without releasing them: their lists are
// made when each is released.
func (s *Shop) PlanWaves(ctx context.Context, who data.Actor, op data.Op, p PickProposal) ([]data.Wave, error) {
	return nil, errPending
}

// ReleaseWave sends a planned wave to the floor: its shipments pass the gate, its
// lists are proposed and built. Those that the gate stops leave the wave.
func (s *Shop) ReleaseWave(ctx context.Context, who data.Actor, op data.Op, id int64, req PickingRequest, progress PickingProgress) (BuiltPicking, error) {
	return BuiltPicking{}, errPending
}

// CancelWave gives up a wave before it is released.
func (s *Shop) CancelWave(ctx context.Context, who data.Actor, op data.Op, id int64) error {
	return errPending
}

// Urgent asks to pick a shipment at once.
type Urgent struct {
	Shipment int64
	Wave     int64 // the released wave that it joins, or 0
	List     int64 // the list it must go onto, or 0 for the best
	Alone    bool  // a list of its own
}

// UrgentPlaced says where an urgent shipment went.
type UrgentPlaced struct {
	List  data.PickList
	Own   bool // a list of its own
	Slot  string
	Extra data.Millimetres // how much further the picker walks
	Why   string           // in a sentence
}

// AddUrgent puts a shipment onto a list that has not passed its places, where that
// is shorter than a walk of its own, otherwise onto its own. It passes the gate.
func (s *Shop) AddUrgent(ctx context.Context, who data.Actor, op data.Op, u Urgent) (UrgentPlaced, error) {
	return UrgentPlaced{}, errPending
}

// Waves lists waves, the newest first: before is the id to go on from, 0 for the
// first page; open leaves out what is closed and cancelled.
func (s *Shop) Waves(ctx context.Context, open bool, before int64, most int32) ([]data.WavesPageRow, error) {
	return nil, errPending
}

// WaveDetail is a wave with what is in it.
type WaveDetail struct {
	Wave      data.Wave
	Shipments []data.WaveShipmentsRow
	Lists     []data.PickListsOfWaveRow
}

// Wave reads a wave by its number.
func (s *Shop) Wave(ctx context.Context, number string) (WaveDetail, error) {
	return WaveDetail{}, errPending
}

// AssignPicker gives a list to a person, "" to nobody.
func (s *Shop) AssignPicker(ctx context.Context, who data.Actor, op data.Op, list int64, picker string) error {
	return errPending
}

// ListsPrinted says that lists are on paper.
func (s *Shop) ListsPrinted(ctx context.Context, who data.Actor, op data.Op, lists []int64) error {
	return errPending
}

// ReleaseList lets a list begin that waits for the one before it in its chain.
func (s *Shop) ReleaseList(ctx context.Context, who data.Actor, op data.Op, list int64) error {
	return errPending
}

// SkipLine puts an open line to the end of the walk, with a reason.
func (s *Shop) SkipLine(ctx context.Context, who data.Actor, op data.Op, line int64, why string) error {
	return errPending
}

// ZeroCheck is the picker's answer after a pick that should have emptied its place
// (PickResult.AskEmpty). Where something is left a count of the place is opened;
// its line is given.
func (s *Shop) ZeroCheck(ctx context.Context, who data.Actor, op data.Op, line int64, empty bool) (countLine int64, err error) {
	return 0, errPending
}

// PaceLearned is how fast the shop's people really are.
type PaceLearned struct {
	picking.Pace
	Enough bool  // there are moves enough for the pace to be used
	Moves  int   // from place to place, of the last four weeks
	Spread int64 // milliseconds: half of the moves are nearer than this to what the pace says
}

// PickerPace learns walking and picking speed from confirmed picks; picker "" is
// everybody.
func (s *Shop) PickerPace(ctx context.Context, picker string) (PaceLearned, error) {
	return PaceLearned{}, errPending
}

// WrongDistance is a pair of places between which people take much longer, or much
// less, than the map says.
type WrongDistance struct {
	From, To int64 // locations
	FromCode string
	ToCode   string
	Length   data.Millimetres // by the map
	Seconds  int64            // people take, in the middle
	Expected int64            // seconds by the pace learned
	Times    int              // how often it was walked
}

// WrongDistances lists where the map is likely wrong, the worst first.
func (s *Shop) WrongDistances(ctx context.Context) ([]WrongDistance, error) { return nil, errPending }

type pickPlan struct{}
