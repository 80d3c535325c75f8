package app

import (
	"strings"

	"packbench/data"
)

// wayOut says what to do instead of undoing something that can't be undone, by
// how its title begins.
var wayOut = []struct{ title, rule, hint string }{
	{"Handed over", "domain 4.15", "it has left the shop: take a return instead"},
	{"Picked", "undo", "too few were found: enter what lies there in the count of the bin"},
	{"Scanned", "undo", "unpack the shipment, then scan it again"},
	{"Counted", "undo", "enter the count again"},
	{"Finished counting", "undo", "the second count has begun: enter it, or cancel the count"},
	{"Refunded return", "undo", "take a payment for the order"},
	{"Undid", "undo", "do it again"},
}

// cannotUndo refuses to take an operation back, with the way out.
func cannotUndo(op data.Operation) error {
	for _, w := range wayOut {
		if strings.HasPrefix(op.Title, w.title) {
			return data.Refused(w.rule, w.hint, "%q can't be undone", op.Title)
		}
	}
	return data.Refused("undo", "change it back by hand", "%q can't be undone", op.Title)
}

// undoNeeds is the right that it takes to undo what somebody else did, by the
// name of the way back; one's own deeds everybody may undo.
var undoNeeds = map[string]Right{
	"place order": TakeOrders, "cancel order": TakeOrders, "cancel orders": TakeOrders, "cut line": TakeOrders, "address": TakeOrders, "payment": TakeOrders,
	"terms": TakeOrders, "hold": TakeOrders, "holds": TakeOrders, "release hold": TakeOrders, "notes": TakeOrders, "accept address": TakeOrders, "approve split": TakeOrders,
	"request return": TakeOrders, "customer": TakeOrders, "addresses": TakeOrders,
	"label": ReleaseOrders, "release": ReleaseOrders,
	"receive return": WorkFloor, "inspect return": WorkFloor, "pick lists": WorkFloor, "cancel pick list": WorkFloor, "request count": WorkFloor, "cancel count": WorkFloor,
	"finish counting": WorkFloor, "close receipt": WorkFloor, "pick": WorkFloor, "pack": WorkFloor, "receiving": WorkFloor,
	"urgent": WorkFloor, "assign picker": WorkFloor, "wave": WorkFloor, "cancel wave": WorkFloor, "shut place": WorkFloor, "skip line": WorkFloor, "release list": WorkFloor, "lists printed": WorkFloor,
	"floor map": KeepProducts, "walk numbers": KeepProducts, "zones": KeepProducts, "cart": KeepProducts, "cells": KeepProducts, "open place": KeepProducts,
	"post count": ApproveCounts,
	"import":     KeepProducts, "product": KeepProducts,
}
