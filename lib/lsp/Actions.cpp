//===- Actions.cpp - what can be done about a finding ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Edits name the version of the text that they are for, so a client that has
// changed it meanwhile refuses them.
//
//===----------------------------------------------------------------------===//

#include "lsp/Actions.h"
#include "lsp/Diagnostics.h"
#include "rules/Suppression.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace json = llvm::json;

namespace pvlint::lsp {

static json::Object edit(StringRef Uri, int64_t Version, json::Array Edits) {
  json::Object Change{
      {"textDocument", json::Object{{"uri", Uri}, {"version", Version}}},
      {"edits", std::move(Edits)}};
  return json::Object{{"documentChanges", json::Array{std::move(Change)}}};
}

/// Only edits of the document itself: of other files the text is not known to
/// be the one that was analysed.
static std::optional<json::Array> fixEdits(const Shown &F, const Snapshot &S,
                                           StringRef Path) {
  json::Array Edits;
  if (!F.Fix)
    return std::nullopt;
  for (const session::FileEdit &E : *F.Fix) {
    if (!isDocument(E.Path, Path))
      return std::nullopt;
    Edits.push_back(json::Object{
        {"range",
         toJSON(llvm::lsp::Range(S.Contents->positionOf(E.Offset),
                                 S.Contents->positionOf(E.Offset + E.Length)))},
        {"newText", E.Text}});
  }
  if (Edits.empty())
    return std::nullopt;
  return Edits;
}

/// What a fix-it writes, for a menu.
static std::string fixTitle(const Shown &F) {
  std::string What;
  for (const session::FileEdit &E : *F.Fix) {
    const StringRef New = StringRef(E.Text).trim();
    if (What.empty() && !New.empty())
      What = ((E.Length ? "use '" : "add '") + New + "'").str();
  }
  return "Fix: " + (What.empty() ? "remove this" : What);
}

/// A comment on the line above, which says that the finding is known to be
/// wrong here and why. The reason is for the user to write.
static std::optional<json::Object>
suppression(const report::Result &R, const Snapshot &S, StringRef Path) {
  const report::Place &At = R.At;
  if (!isDocument(At.Path, Path) || !At.Line || !rules::canSuppress(R.Check))
    return std::nullopt;
  // In the middle of a macro there is no line to put it on.
  if (At.Line > 1 && S.Contents->line(At.Line - 2).rtrim().ends_with("\\"))
    return std::nullopt;
  const StringRef Line = S.Contents->line(At.Line - 1);
  const StringRef Indent =
      Line.take_while([](char C) { return C == ' ' || C == '\t'; });
  const llvm::lsp::Position Begin(At.Line - 1, 0);
  return json::Object{
      {"range", toJSON(llvm::lsp::Range(Begin, Begin))},
      {"newText",
       (Indent + "/* pvlint: ok(" + R.Check + ") say why here */\n").str()}};
}

static std::string witnessText(const report::Result &R) {
  auto Short = [](const report::Place &At) {
    return llvm::sys::path::filename(At.Path).str() + ":" +
           std::to_string(At.Line);
  };
  std::string Text = Short(R.At) + ": " + R.Message;
  unsigned Number = 0;
  for (const report::Step &Step : R.Steps)
    Text += "\n" + std::to_string(++Number) + ". " + Short(Step.At) + ": " +
            Step.Text;
  return Text;
}

static bool touches(llvm::lsp::Range A, llvm::lsp::Range B) {
  return !(A.end < B.start) && !(B.end < A.start);
}

json::Array actionsAt(const Snapshot &S, StringRef Path, StringRef Uri,
                      llvm::lsp::Range Where) {
  json::Array All;
  // A cursor anywhere on the line is meant for what the line has.
  llvm::lsp::Range Lines({Where.start.line, 0}, {Where.end.line, 1 << 30});
  for (const Shown &F : shownFindings(S)) {
    const report::Result &R = *F.R;
    if (!touches(rangeOf(F, S, Path), Lines))
      continue;
    const json::Object Diagnostic = diagnosticOf(F, S, Path, Uri);
    auto Add = [&](std::string Title, json::Object Action) {
      Action["title"] = std::move(Title);
      Action["kind"] = "quickfix";
      Action["diagnostics"] = json::Array{json::Object(Diagnostic)};
      All.push_back(std::move(Action));
    };
    if (auto Edits = fixEdits(F, S, Path))
      Add(fixTitle(F),
          json::Object{{"isPreferred", true},
                       {"edit", edit(Uri, S.Version, std::move(*Edits))}});
    if (auto Comment = suppression(R, S, Path))
      Add("Suppress " + R.Check + " with a reason",
          json::Object{{"edit", edit(Uri, S.Version,
                                     json::Array{std::move(*Comment)})}});
    if (R.Steps.empty())
      continue;
    json::Object Argument{{"text", witnessText(R)}};
    if (const json::Array *Related = Diagnostic.getArray("relatedInformation"))
      if (const json::Object *Where =
              (*Related)[0].getAsObject()->getObject("location"))
        for (const auto &[Name, Value] : *Where)
          Argument[Name] = Value;
    Add("Show how " + R.Check + " comes about",
        json::Object{
            {"command",
             json::Object{{"title", "Show witness"},
                          {"command", ShowWitness},
                          {"arguments", json::Array{std::move(Argument)}}}}});
  }
  return All;
}

} // namespace pvlint::lsp
