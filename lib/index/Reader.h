//===- Reader.h - questions to an index -------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_INDEX_READER_H
#define PVLINT_INDEX_READER_H

#include "store/Sqlite.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <vector>

namespace pvlint::index {

/// A place in a source, as the user sees it. Line 0: none.
struct Place {
  std::string File;
  uint32_t Line = 0, Col = 0;

  std::string text() const; ///< "file:line", "" when there is none
};

struct FunctionInfo {
  uint32_t Id = 0;
  std::string Key, Name;
  Place At;
  bool InHeader = false;
};

/// One call; what turned interrupts off before it, if something did.
struct CallInfo {
  enum State : uint8_t { Entry = 1, Off = 2, On = 4, Unknown = 8 };
  uint32_t Caller = 0, Callee = 0;
  Place At;
  uint8_t States = 0;
  std::string Through;           ///< of an indirect call: "record.field"
  std::optional<uint32_t> OffBy; ///< for Reader::event()
};

/// What happened, where: 'spin_lock_irqsave'.
struct EventInfo {
  Place At;
  std::string Spelling;
};

struct ContextInfo {
  bool Off = false;
  std::optional<CallInfo> Via; ///< of Off: the call, or
  std::string Why;             ///< what the function is
};

struct SiteInfo {
  Place At;
  std::string Function, Spelling, Verdict, Reason;
};

/// What the declarations of a function say, one part of it.
struct AnnotationInfo {
  Place At;
  std::string Function, Text;
  uint32_t Users = 0; ///< functions that name it
};

/// An error when there is a database of another program at \p Path, which no
/// link may take the place of.
llvm::Error refuseOthers(llvm::StringRef Path);

class Reader {
public:
  /// The error says what is wrong with the file, and what to do.
  static llvm::Expected<std::unique_ptr<Reader>> open(llvm::StringRef Path);

  /// Of the table meta; "" or 0 when it is not there.
  std::string text(llvm::StringRef Key);
  int64_t number(llvm::StringRef Key);
  /// Everything in meta whose key starts with \p Prefix, without it.
  std::vector<std::pair<std::string, int64_t>> numbers(llvm::StringRef Prefix);

  /// Functions called \p Name: "name" or "file.c:name", where the file may be
  /// the end of a path.
  std::vector<FunctionInfo> find(llvm::StringRef Name);
  /// The name of a function that \p Name may have been meant to be, or "".
  std::string nearest(llvm::StringRef Name);
  const FunctionInfo &function(uint32_t Id);
  EventInfo event(uint32_t Id);

  /// By caller, then place.
  std::vector<CallInfo> callers(uint32_t Callee);
  /// By place, then callee.
  std::vector<CallInfo> callees(uint32_t Caller);
  std::vector<ContextInfo> contexts(uint32_t Function);
  /// What the function is when that is why it is entered with interrupts off.
  std::string offBecause(uint32_t Function);
  /// The first place in the function itself that turns interrupts on.
  std::optional<EventInfo> enable(uint32_t Function);
  bool enteredOff(uint32_t Function);

  /// By place.
  std::vector<SiteInfo> sites();
  /// Restores that are no sites, with the reason, and no verdict. By place.
  std::vector<SiteInfo> leftOut();
  std::vector<AnnotationInfo> annotations();

  /// Runs any statement that only reads, for at most \p Limit (0: as long as it
  /// takes), and hands over the text of each row's columns.
  llvm::Error query(llvm::StringRef SQL,
                    llvm::function_ref<void(llvm::ArrayRef<std::string>)> Row,
                    std::chrono::seconds Limit = std::chrono::seconds(0));

  /// What went wrong since the last call, if anything did.
  llvm::Error take() { return DB->take(); }

private:
  std::unique_ptr<store::Connection> DB;
  llvm::DenseMap<uint32_t, std::string> Files, Places;
  llvm::DenseMap<uint32_t, std::unique_ptr<FunctionInfo>> Functions;
  struct Statements;
  std::unique_ptr<Statements> Prepared;

  Reader();
  const std::string &file(uint32_t Id);
  std::string placeName(uint32_t Id);
  Place place(const store::Statement &S, unsigned Column);
  CallInfo call(const store::Statement &S);

public:
  ~Reader();
};

} // namespace pvlint::index

#endif // PVLINT_INDEX_READER_H
