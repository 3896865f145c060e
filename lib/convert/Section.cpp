//===- Section.cpp - sections, and what stands against them ---------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "convert/Section.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <array>

namespace json = llvm::json;
using llvm::StringRef;

namespace pvlint::convert {
namespace {

struct ReasonText {
  llvm::StringLiteral Name, Words;
};

constexpr std::array<ReasonText, NumReasons> Reasons = {{
    {"converted", "can be converted"},
    {"macro", "written in the body of a macro"},
    {"guard", "there is no such class of guards"},
    {"trylock", "whether it begins depends on a result"},
    {"no-lock", "disables without a lock: see --without-lock"},
    {"no-form", "this lock has no such function here"},
    {"not-local", "the flags are in no local variable of the function"},
    {"tested", "the flags are looked at"},
    {"handed-on", "the flags are passed on, stored, assigned or returned"},
    {"other-configuration", "the function has code this configuration lacks"},
    {"not-followed", "no path that was followed reaches it"},
    {"paths", "begin and end do not pair up on every path"},
    {"other-lock", "begin and end are not of the same lock"},
    {"not-nested", "it ends inside another section"},
    {"opened", "interrupts are, or may be, enabled in between"},
    {"declaration", "the declaration of the flags cannot be removed"},
    {"unknown-entry", "not all that enter it are known"},
    {"other-entry", "not always entered in the state it takes"},
    {"units-differ", "two units see this text differently"},
}};

} // namespace

StringRef name(Reason Why) { return Reasons[size_t(Why)].Name; }
StringRef inWords(Reason Why) { return Reasons[size_t(Why)].Words; }

std::optional<Reason> reasonOf(StringRef Name) {
  for (size_t I = 0; I != NumReasons; ++I)
    if (Reasons[I].Name == Name)
      return Reason(I);
  return std::nullopt;
}

StringRef name(Target To) {
  switch (To) {
  case Target::Counted:
    return "counted";
  case Target::Plain:
    return "plain";
  case Target::Irq:
    return "irq";
  }
  return "";
}

flow::FormKind kindOf(Target To) {
  switch (To) {
  case Target::Counted:
    return flow::FormKind::Counted;
  case Target::Plain:
    return flow::FormKind::Plain;
  case Target::Irq:
    return flow::FormKind::Irq;
  }
  return flow::FormKind::Counted;
}

//===----------------------------------------------------------------------===//
// Through a pipe
//===----------------------------------------------------------------------===//

static json::Array numbers(llvm::ArrayRef<unsigned> All) {
  json::Array A;
  for (unsigned N : All)
    A.push_back(N);
  return A;
}

static json::Value toJson(const Section &S) {
  json::Array Edits;
  for (const TextChange &E : S.Edits)
    Edits.push_back(json::Array{E.Offset, E.Length, E.Text});
  return json::Object{{"path", S.Path},
                      {"line", S.Line},
                      {"col", S.Col},
                      {"function", S.Function},
                      {"spelling", S.Spelling},
                      {"static", S.IsStatic},
                      {"function_line", S.FunctionLine},
                      {"group", S.Group},
                      {"begins", unsigned(S.Begins)},
                      {"against", unsigned(S.Against)},
                      {"detail", S.Detail},
                      {"edits", std::move(Edits)}};
}

static json::Value toJson(const Declaration &D) {
  json::Array Parts;
  for (const Declaration::Part &P : D.Parts)
    Parts.push_back(json::Array{P.Begin, P.End, P.MayGo, numbers(P.Needs)});
  return json::Object{{"path", D.Path},
                      {"begin", D.Begin},
                      {"end", D.End},
                      {"parts", std::move(Parts)}};
}

std::string encode(const UnitSections &U) {
  json::Array Sections, Declarations, Files;
  for (const Section &S : U.Sections)
    Sections.push_back(toJson(S));
  for (const Declaration &D : U.Declarations)
    Declarations.push_back(toJson(D));
  for (const UnitSections::File &F : U.Files)
    // JSON has no number of 64 bits.
    Files.push_back(json::Array{F.Path, llvm::utohexstr(F.Contents)});
  std::string Text;
  llvm::raw_string_ostream(Text)
      << json::Value(json::Object{{"sections", std::move(Sections)},
                                  {"declarations", std::move(Declarations)},
                                  {"files", std::move(Files)},
                                  {"too_large", U.TooLarge}});
  return Text;
}

static Section sectionOf(const json::Object &O) {
  Section S;
  auto Text = [&](StringRef Key) { return O.getString(Key)->str(); };
  auto Number = [&](StringRef Key) { return *O.getInteger(Key); };
  S.Path = Text("path");
  S.Line = Number("line");
  S.Col = Number("col");
  S.Function = Text("function");
  S.Spelling = Text("spelling");
  S.IsStatic = *O.getBoolean("static");
  S.FunctionLine = Number("function_line");
  S.Group = Number("group");
  S.Begins = EntryState(Number("begins"));
  S.Against = Reason(Number("against"));
  S.Detail = Text("detail");
  for (const json::Value &V : *O.getArray("edits")) {
    const json::Array &E = *V.getAsArray();
    S.Edits.push_back(
        {*E[0].getAsUINT64(), *E[1].getAsUINT64(), E[2].getAsString()->str()});
  }
  return S;
}

static Declaration declarationOf(const json::Object &O) {
  Declaration D;
  D.Path = O.getString("path")->str();
  D.Begin = *O.getInteger("begin");
  D.End = *O.getInteger("end");
  for (const json::Value &V : *O.getArray("parts")) {
    const json::Array &A = *V.getAsArray();
    Declaration::Part &P = D.Parts.emplace_back();
    P.Begin = *A[0].getAsUINT64();
    P.End = *A[1].getAsUINT64();
    P.MayGo = *A[2].getAsBoolean();
    for (const json::Value &N : *A[3].getAsArray())
      P.Needs.push_back(*N.getAsInteger());
  }
  return D;
}

/// What encode() made; anything else is a pipe that broke.
std::optional<UnitSections> decode(StringRef Text) {
  auto Parsed = json::parse(Text);
  if (!Parsed) {
    llvm::consumeError(Parsed.takeError());
    return std::nullopt;
  }
  const json::Object *O = Parsed->getAsObject();
  if (!O)
    return std::nullopt;
  UnitSections U;
  for (const json::Value &V : *O->getArray("sections"))
    U.Sections.push_back(sectionOf(*V.getAsObject()));
  for (const json::Value &V : *O->getArray("declarations"))
    U.Declarations.push_back(declarationOf(*V.getAsObject()));
  for (const json::Value &V : *O->getArray("files")) {
    const json::Array &A = *V.getAsArray();
    UnitSections::File &F = U.Files.emplace_back();
    F.Path = A[0].getAsString()->str();
    (void)A[1].getAsString()->getAsInteger(16, F.Contents);
  }
  U.TooLarge = *O->getInteger("too_large");
  return U;
}

} // namespace pvlint::convert
