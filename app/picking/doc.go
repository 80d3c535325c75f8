// Package picking decides in which order a person visits the places of a pick
// list, and which orders are fetched together, so that nobody walks further than
// need be.
//
// A shop describes its floor as a Map: only the codes on its shelves, rows of
// shelves, or a drawing on squared paper. NewFloor puts the shop's places on it;
// Floor.Plan makes a walk past some of them, with its length, what no walk can
// be shorter than, and the path to draw. The parts stand below: grid is exact on
// rows of shelves, graph walks any map, batch groups orders into carts, slotting
// says what would better lie elsewhere.
//
// Nothing here reads or writes: values in, values out, and the same input gives
// the same plan.
package picking
