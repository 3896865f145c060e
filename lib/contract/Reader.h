//===- Reader.h - contract files --------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads one contract file (the form is described in contracts/linux.yaml) and,
// if nothing in it is wrong, adds it to a contract.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONTRACT_READER_H
#define PVLINT_CONTRACT_READER_H

#include "contract/Contract.h"
#include "ir/Mistake.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/SMLoc.h"
#include "llvm/Support/SourceMgr.h"

namespace llvm::yaml {
class Node;
} // namespace llvm::yaml

namespace pvlint::flow {

class ContractReader {
public:
  ContractReader(llvm::StringRef Text, llvm::StringRef FileName);

  /// Adds everything to \p C, or nothing if there was an error.
  llvm::Error addTo(Contract &C);

private:
  enum class ListKind : uint8_t { Functions, Members, Asm };

  /// One entry of a list, which may have several names.
  struct Entry {
    llvm::SMLoc Loc;
    std::vector<std::string> Names;
    Primitive P;
    std::string Family;
    llvm::SMLoc FamilyLoc;
    std::vector<std::string> Mnemonics;
    bool Neutral = false;
    bool Remove = false;
  };

  /// Called for each pair of a mapping.
  using OnPair =
      llvm::function_ref<void(llvm::StringRef Key, llvm::yaml::Node *Value)>;

  static std::string oneOf(llvm::ArrayRef<llvm::StringRef> Words);
  /// Letters that C and assembly symbols are made of.
  static bool isName(llvm::StringRef Name, llvm::StringRef More = "");

  void error(llvm::SMLoc Loc, const llvm::Twine &Message);
  /// Where \p N starts. The parser knows that for scalars and block style; for
  /// an alias or a bracket it says what comes next.
  llvm::SMLoc locOf(const llvm::yaml::Node *N) const;
  static void onSyntaxError(const llvm::SMDiagnostic &D, void *Reader);
  bool checkText();
  void read();

  // Nodes.cpp
  void readMapping(llvm::yaml::Node *N, llvm::StringRef What,
                   llvm::ArrayRef<llvm::StringRef> Keys, OnPair Handle);
  void readList(llvm::yaml::Node *N, llvm::StringRef What,
                llvm::function_ref<void(llvm::yaml::Node *)> Handle);
  bool readScalar(llvm::yaml::Node *N, llvm::StringRef Expected,
                  std::string &Result);
  void readBool(llvm::yaml::Node *N, bool &Result);
  bool readNumber(llvm::yaml::Node *N, uint64_t &Result);
  /// One of \p Words, by index.
  bool readWord(llvm::yaml::Node *N, llvm::ArrayRef<llvm::StringRef> Words,
                size_t &Index);

  // Entries.cpp
  void readPlace(llvm::yaml::Node *N, ListKind Kind,
                 std::optional<WordPlace> &Result);
  void readEntry(llvm::yaml::Node *N, ListKind Kind);
  void readNames(llvm::yaml::Node *N, ListKind Kind, Entry &E);
  void readMnemonics(llvm::yaml::Node *N, Entry &E);
  void readSleepsIf(llvm::yaml::Node *N, Primitive &P);
  void checkEntry(const Entry &E, ListKind Kind,
                  llvm::ArrayRef<std::string> Keys);

  // Families.cpp, and a file for each of the others
  void readFamily(llvm::yaml::Node *N);
  void readContext(llvm::yaml::Node *N);
  void readLock(llvm::yaml::Node *N);      ///< Locks.cpp
  void readState(llvm::yaml::Node *N);     ///< States.cpp
  void readForm(llvm::yaml::Node *N);      ///< Forms.cpp
  void readAssertion(llvm::yaml::Node *N); ///< Assertions.cpp
  void readFormKind(llvm::yaml::Node *N, FormKind Kind, FormFamily &F,
                    std::optional<bool> &HasLock);

  void resolveFamilies(const Contract &C);
  void checkRemoved(const Contract &C);
  void forget(Contract &C) const;
  void commit(Contract &C);

  llvm::StringRef Text;
  std::string FileName;
  llvm::SourceMgr Sources;
  llvm::SMLoc Start;
  std::vector<Mistake> Errors;

  std::optional<bool> RestoresDisable;
  static constexpr llvm::StringRef Forgettable[] = {
      "functions", "members", "asm",       "contexts",
      "locks",     "states",  "assertions"};
  bool Forget[std::size(Forgettable)] = {};
  std::vector<WordFamily> Families;
  std::vector<Entry> Entries[3]; ///< by ListKind
  std::vector<std::pair<std::string, EntryContext>> Contexts;
  std::vector<std::pair<std::string, LockEffect>> Locks;
  std::vector<std::pair<std::string, StateNumbers>> States;
  std::vector<std::pair<std::string, Asserted>> Assertions;
  std::vector<FormFamily> FormFamilies;
  llvm::StringMap<std::string> FormOf; ///< function -> family
  llvm::StringMap<llvm::SMLoc> Seen[3];
};

} // namespace pvlint::flow

#endif // PVLINT_CONTRACT_READER_H
