//===- Schema.h - the tables of the index -----------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/index.md says what the columns mean; it and the version change together
// with this file.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_INDEX_SCHEMA_H
#define PVLINT_INDEX_SCHEMA_H

#include "llvm/ADT/StringRef.h"

namespace pvlint::index {

/// Bump when a table or its meaning changes: others are made anew.
constexpr int64_t SchemaVersion = 5;
/// PRAGMA application_id, by which an index is told from other databases.
constexpr int64_t ApplicationId = 0x70766900;

/// Calls through a pointer are kept once for the place, and not once for each
/// function that may be there: a kernel has a million of the latter.
constexpr llvm::StringLiteral Tables[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE files(id INTEGER PRIMARY KEY, path TEXT NOT NULL)",
    "CREATE TABLE functions(id INTEGER PRIMARY KEY, key TEXT NOT NULL,"
    " name TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL,"
    " col INTEGER NOT NULL, static INTEGER NOT NULL, header INTEGER NOT NULL,"
    " weak INTEGER NOT NULL, init INTEGER NOT NULL,"
    " address_taken INTEGER NOT NULL, effect TEXT NOT NULL,"
    " saves INTEGER NOT NULL, disables INTEGER NOT NULL,"
    " enables INTEGER NOT NULL, restores INTEGER NOT NULL,"
    " sleeps INTEGER NOT NULL, entered_off INTEGER NOT NULL,"
    " entered_on INTEGER NOT NULL)",
    "CREATE TABLE annotations(function INTEGER, name TEXT NOT NULL,"
    " text TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL,"
    " col INTEGER NOT NULL, users INTEGER NOT NULL)",
    "CREATE TABLE acts(function INTEGER NOT NULL, kind TEXT NOT NULL,"
    " file INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " spelling TEXT NOT NULL)",
    "CREATE TABLE places(id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TABLE targets(place INTEGER NOT NULL, function INTEGER NOT NULL,"
    " PRIMARY KEY(place, function)) WITHOUT ROWID",
    "CREATE TABLE events(id INTEGER PRIMARY KEY, function INTEGER,"
    " file INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " spelling TEXT NOT NULL)",
    "CREATE TABLE calls(caller INTEGER NOT NULL, callee INTEGER NOT NULL,"
    " file INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " states INTEGER NOT NULL, off_by INTEGER,"
    " PRIMARY KEY(caller, callee, file, line, col)) WITHOUT ROWID",
    "CREATE TABLE indirect_calls(caller INTEGER NOT NULL,"
    " place INTEGER NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL,"
    " col INTEGER NOT NULL, states INTEGER NOT NULL, off_by INTEGER,"
    " PRIMARY KEY(caller, place, file, line, col)) WITHOUT ROWID",
    "CREATE TABLE contexts(function INTEGER NOT NULL, state TEXT NOT NULL,"
    " caller INTEGER, place INTEGER, file INTEGER, line INTEGER, col INTEGER,"
    " off_by INTEGER, why TEXT)",
    "CREATE TABLE sites(id INTEGER PRIMARY KEY, function INTEGER NOT NULL,"
    " file INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " spelling TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT,"
    " pending INTEGER NOT NULL)",
    "CREATE TABLE left_out(function INTEGER NOT NULL, file INTEGER NOT NULL,"
    " line INTEGER NOT NULL, col INTEGER NOT NULL, spelling TEXT NOT NULL,"
    " reason TEXT NOT NULL)",
    "CREATE TABLE findings(id INTEGER PRIMARY KEY, \"check\" TEXT NOT NULL,"
    " level TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL,"
    " col INTEGER NOT NULL, message TEXT NOT NULL, shape TEXT NOT NULL)",
    "CREATE TABLE notes(finding INTEGER NOT NULL, number INTEGER NOT NULL,"
    " file INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY(finding, number)) WITHOUT ROWID",
};

constexpr llvm::StringLiteral Indices[] = {
    "CREATE INDEX functions_name ON functions(name)",
    "CREATE INDEX acts_function ON acts(function)",
    "CREATE INDEX places_name ON places(name)",
    "CREATE INDEX targets_function ON targets(function)",
    "CREATE INDEX calls_callee ON calls(callee)",
    "CREATE INDEX indirect_calls_place ON indirect_calls(place)",
    "CREATE INDEX contexts_function ON contexts(function)",
    "CREATE INDEX sites_function ON sites(function)",
    "CREATE VIEW edges AS"
    " SELECT caller, callee, file, line, col, states, off_by, NULL AS place"
    " FROM calls UNION ALL"
    " SELECT i.caller, t.function, i.file, i.line, i.col, i.states, i.off_by,"
    " i.place FROM indirect_calls i JOIN targets t ON t.place = i.place",
    "CREATE VIEW site_list AS"
    " SELECT f.path, s.line, s.col, s.spelling, s.verdict, s.reason,"
    " g.name AS function FROM sites s JOIN files f ON f.id = s.file"
    " JOIN functions g ON g.id = s.function",
};

} // namespace pvlint::index

#endif // PVLINT_INDEX_SCHEMA_H
