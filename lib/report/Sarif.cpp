//===- Sarif.cpp - a report as SARIF --------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"
#include "ir/Notes.h"
#include "report/Cause.h"
#include "report/Formats.h"
#include "report/Page.h"
#include "report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/JSON.h"
#include <map>

namespace pvlint::report {
namespace {

using llvm::StringRef;

/// Empty where the build was not told.
constexpr llvm::StringLiteral Homepage = PVLINT_HOMEPAGE;

// What GitHub code scanning takes of one run; the rest would be dropped without
// a word, or the file refused.
// https://docs.github.com/code-security "SARIF results exceed limits"
constexpr size_t MaxResults = 25000;
constexpr size_t MaxSteps = 1000;            ///< of one result, its end too
constexpr size_t MaxCompressed = 10'000'000; ///< bytes of the file, by gzip

std::string uri(StringRef Path) {
  static constexpr char Hex[] = "0123456789ABCDEF";
  std::string Out = Path.starts_with("/") ? "file://" : "";
  for (unsigned char C : Path) {
    if (llvm::isAlnum(C) || StringRef("-._~/+@").contains(C)) {
      Out += C;
    } else {
      Out += '%';
      Out += Hex[C >> 4];
      Out += Hex[C & 15];
    }
  }
  return Out;
}

StringRef sarifLevel(checks::Level L) {
  return L == checks::Level::Audit ? "note" : levelName(L);
}

class Writer {
public:
  Writer(const Results &R, llvm::raw_ostream &OS) : R(R), J(OS), Sources(R) {
    for (const checks::Check &C : checks::registry())
      Rules.emplace(C.Name, Rules.size());
  }

  void write(llvm::ArrayRef<Cause> Findings) {
    J.object([&] {
      J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      J.attribute("version", "2.1.0");
      J.attributeArray("runs", [&] { J.object([&] { run(Findings); }); });
    });
  }

private:
  const Results &R;
  llvm::json::OStream J;
  SourceText Sources;
  std::map<StringRef, int64_t> Rules;

  void text(StringRef Key, StringRef Text) {
    J.attributeObject(Key, [&] { J.attribute("text", Text); });
  }

  void run(llvm::ArrayRef<Cause> Findings) {
    J.attributeObject("tool", [&] {
      J.attributeObject("driver", [&] {
        J.attribute("name", "pvlint");
        J.attribute("version", R.Version);
        J.attribute("semanticVersion", R.Version);
        if (!Homepage.empty())
          J.attribute("informationUri", Homepage);
        J.attributeArray("rules", [&] {
          for (const checks::Check &C : checks::registry())
            J.object([&] { rule(C); });
        });
      });
    });
    J.attributeArray("invocations", [&] {
      J.object([&] {
        J.attribute("executionSuccessful", R.Failed.empty());
        J.attributeArray("toolExecutionNotifications", [&] {
          for (const auto &[File, Error] : R.Failed)
            J.object([&] {
              J.attribute("level", "error");
              text("message", "not analysed: " + File + ": " + Error);
              J.attributeArray("locations", [&] {
                J.object([&] {
                  J.attributeObject("physicalLocation",
                                    [&] { artifact(File); });
                });
              });
            });
        });
      });
    });
    J.attributeObject("originalUriBaseIds", [&] {
      J.attributeObject("SRCROOT", [&] {
        text("description", "The root of the source tree.");
      });
    });
    J.attribute("columnKind", "utf16CodeUnits");
    J.attributeArray("results", [&] {
      for (const Cause &C : Findings)
        J.object([&] { result(C); });
      for (const Result &F : R.Suppressed)
        J.object([&] { result({&F}); });
    });
  }

  void rule(const checks::Check &C) {
    J.attribute("id", C.Name);
    J.attribute("name", ruleName(C.Name));
    const std::string Sentence =
        llvm::toUpper(C.Summary.front()) + C.Summary.drop_front().str() + ".";
    text("shortDescription", Sentence);
    text("fullDescription", Sentence);
    if (!Homepage.empty())
      J.attribute(
          "helpUri",
          (Homepage + "/blob/HEAD/docs/checks/" + C.Name + ".md").str());
    J.attributeObject("help", [&] {
      J.attribute("text", renderPage(C.Page, PageStyle::Text));
      J.attribute("markdown", renderPage(C.Page, PageStyle::Markdown));
    });
    J.attributeObject("properties", [&] {
      J.attributeArray("tags", [&] {
        J.value("correctness");
        J.value("interrupts");
      });
      J.attribute("precision", "high");
    });
  }

  /// "pvops-save-fl-bits" as SARIF wants names: PvopsSaveFlBits.
  static std::string ruleName(StringRef Id) {
    std::string Name;
    bool Upper = true;
    for (char C : Id) {
      if (C == '-') {
        Upper = true;
        continue;
      }
      Name += Upper ? llvm::toUpper(C) : C;
      Upper = false;
    }
    return Name;
  }

  void artifact(StringRef Path) {
    J.attributeObject("artifactLocation", [&] {
      J.attribute("uri", uri(Path));
      if (!Path.starts_with("/"))
        J.attribute("uriBaseId", "SRCROOT");
    });
  }

  void physical(const Place &P) {
    J.attributeObject("physicalLocation", [&] {
      artifact(P.Path);
      if (!P.Line)
        return;
      J.attributeObject("region", [&] {
        J.attribute("startLine", P.Line);
        if (const auto Word = Sources.wordAt(P)) {
          J.attribute("startColumn", Word->Begin);
          J.attribute("endColumn", Word->End);
        } else if (P.Col) {
          J.attribute("startColumn", P.Col);
        }
      });
    });
  }

  /// One result for all findings of a cause: "locations" are those that have to
  /// be changed together, and the first is the one that GitHub shows.
  void result(const Cause &C) {
    const Result &F = *C.front();
    J.attribute("ruleId", F.Check);
    J.attribute("ruleIndex", Rules.at(F.Check));
    J.attribute("level", sarifLevel(F.Severity));
    // Ends in a full stop, as a message in prose.
    text("message", F.Message + alsoAt(C) + ".");
    J.attributeArray("locations", [&] {
      for (const Result *Each : C)
        J.object([&] { location(*Each); });
    });
    J.attributeObject("partialFingerprints", [&] {
      J.attribute("pvlint/v1", F.Fingerprint);
      // The only one that GitHub looks at. Its own would depend on the text of
      // the line and of those around it.
      J.attribute("primaryLocationLineHash", F.Fingerprint + ":1");
    });
    if (F.IsKnown)
      J.attribute("baselineState",
                  llvm::all_of(C, [](const Result *E) { return E->isKnown(); })
                      ? "unchanged"
                      : "new");
    suppression(F);
    steps(C);
    fixes(C);
  }

  void location(const Result &F) {
    physical(F.At);
    if (F.Function.empty())
      return;
    J.attributeArray("logicalLocations", [&] {
      J.object([&] {
        J.attribute("name", F.Function);
        J.attribute("kind", "function");
      });
    });
  }

  /// Once one result has the property, those without it are told from those
  /// that nobody asked about.
  void suppression(const Result &F) {
    if (R.Suppressed.empty())
      return;
    J.attributeArray("suppressions", [&] {
      if (F.Suppressed == checks::Suppression::None)
        return;
      J.object([&] {
        J.attribute("kind", F.Suppressed == checks::Suppression::Comment
                                ? "inSource"
                                : "external");
        J.attribute("status", "accepted");
        J.attribute("justification", F.Reason);
      });
    });
  }

  /// The steps of the run. The beginning and the end say the most.
  static std::vector<Step> shownSteps(const Result &F) {
    std::vector<Step> Steps = F.Steps;
    llvm::erase_if(Steps, [](const Step &S) {
      return S.Role == checks::NoteRole::Elsewhere;
    });
    if (Steps.size() >= MaxSteps) {
      const size_t Half = (MaxSteps - 2) / 2;
      const size_t Left = Steps.size() - 2 * Half;
      Steps.erase(Steps.begin() + Half + 1, Steps.end() - Half);
      Steps[Half].Text = std::to_string(Left) + " steps are left out here";
    }
    return Steps;
  }

  void steps(const Cause &C) {
    if (llvm::all_of(C, [](const Result *F) { return F->Steps.empty(); }))
      return;
    auto Location = [&](const Place &At, StringRef Text) {
      J.object([&] {
        J.attributeObject("location", [&] {
          physical(At);
          text("message", Text);
        });
      });
    };
    J.attributeArray("codeFlows", [&] {
      for (const Result *F : C)
        J.object([&] {
          J.attributeArray("threadFlows", [&] {
            J.object([&] {
              J.attributeArray("locations", [&] {
                const std::vector<Step> Steps = shownSteps(*F);
                for (const Step &S : Steps)
                  if (S.Role == checks::NoteRole::Before)
                    Location(S.At, S.Text);
                Location(F->At, F->Message);
                for (const Step &S : Steps)
                  if (S.Role == checks::NoteRole::Behind)
                    Location(S.At, S.Text);
              });
            });
          });
        });
    });
    std::vector<Step> Steps = shownSteps(*C.front());
    for (const Step &S : C.front()->Steps)
      if (S.Role == checks::NoteRole::Elsewhere && Steps.size() < MaxSteps)
        Steps.push_back(S);
    J.attributeArray("relatedLocations", [&] {
      for (size_t I = 0; I != Steps.size(); ++I)
        J.object([&] {
          J.attribute("id", int64_t(I + 1));
          physical(Steps[I].At);
          text("message", Steps[I].Text);
        });
    });
  }

  void fixes(const Cause &C) {
    std::map<std::string, std::vector<const Replacement *>> ByFile;
    for (const Replacement *E : editsOf(C))
      ByFile[E->Begin.Path].push_back(E);
    if (ByFile.empty())
      return;
    J.attributeArray("fixes", [&] {
      J.object([&] {
        text("description", "Apply the fix-it of pvlint.");
        J.attributeArray("artifactChanges", [&] {
          for (const auto &[Path, Edits] : ByFile)
            J.object([&] {
              artifact(Path);
              J.attributeArray("replacements", [&] {
                for (const Replacement *E : Edits)
                  J.object([&] { replacement(*E); });
              });
            });
        });
      });
    });
  }

  void replacement(const Replacement &E) {
    J.attributeObject("deletedRegion", [&] {
      J.attribute("startLine", E.Begin.Line);
      J.attribute("startColumn", Sources.columnAt(E.Begin));
      J.attribute("endLine", E.EndLine);
      J.attribute("endColumn",
                  Sources.columnAt({E.Begin.Path, E.EndLine, E.EndCol}));
    });
    text("insertedContent", E.Text);
  }
};

} // namespace

/// Whether GitHub takes a file of this text. What is small as it is need not be
/// compressed to know.
static bool fits(StringRef Text) {
  if (Text.size() <= MaxCompressed || !llvm::compression::zlib::isAvailable())
    return true;
  llvm::SmallVector<uint8_t, 0> Compressed;
  llvm::compression::zlib::compress(llvm::arrayRefFromStringRef(Text),
                                    Compressed);
  return Compressed.size() <= MaxCompressed;
}

void writeSarif(const Results &R, llvm::raw_ostream &OS) {
  std::vector<Cause> Findings = causesOf(R.Findings);
  const size_t All = Findings.size();
  auto KeepWorst = [&](size_t Count) {
    llvm::stable_sort(Findings, [](const Cause &A, const Cause &B) {
      return A.front()->Severity < B.front()->Severity;
    });
    Findings.resize(Count);
  };
  if (Findings.size() > MaxResults)
    KeepWorst(MaxResults);
  std::string Text;
  while (true) {
    llvm::raw_string_ostream Out(Text);
    Writer(R, Out).write(Findings);
    if (fits(Text))
      break;
    KeepWorst(Findings.size() / 10 * 9);
    Text.clear();
  }
  if (const size_t Left = All - Findings.size())
    flow::notes() << "pvlint: warning: SARIF: " << Left
                  << " reports are left out, those of the lowest level: "
                     "code scanning takes "
                  << MaxResults << ", and 10 MB\n";
  OS << Text << '\n';
}

} // namespace pvlint::report
