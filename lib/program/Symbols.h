//===- Symbols.h - who is who in a linked program ------------- -*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Gives every function of a linked program one number and one name, and
// resolves names as the linker does: a unit's own statics first, then the
// headers it includes, then the one external definition, where a strong one
// replaces a weak one.
//
// A function of a header is one function for all units that see it alike and
// in which its callees resolve alike.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_PROGRAM_SYMBOLS_H
#define PVLINT_PROGRAM_SYMBOLS_H

#include "ir/binary/File.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include <map>

namespace pvlint::solve {

/// Sources in a stable order, whatever the order of folders and workers.
class Symbols {
public:
  static constexpr uint32_t None = ~0u;

  struct Node {
    const flow::FlowFile *File = nullptr;
    uint32_t Index = 0; ///< in File
    uint32_t Unit = 0;  ///< in which its names are resolved
    /// Unique: the name of an external function, "file:name" of others.
    llvm::StringRef Key;
    uint32_t Flags = 0;                   ///< of flow::FunctionEntry
    std::vector<uint32_t> Callees;        ///< also those whose address it takes
    std::vector<llvm::StringRef> Members; ///< called through or loaded
  };

  /// \p Files: units and packs of header functions, in any order. They must
  /// outlive this.
  Symbols(std::vector<const flow::FlowFile *> Files, const flow::Contract &C);

  const std::vector<Node> &nodes() const { return Nodes; }
  uint32_t find(llvm::StringRef Key) const;
  unsigned numUnits() const { return Units.size(); }
  const flow::FlowFile &unit(uint32_t I) const { return *Units[I].File; }

  /// The function that \p Name means in unit \p Unit, or None.
  uint32_t resolve(llvm::StringRef Name, uint32_t Unit) const;
  /// Makes nodes of the functions of headers that the contract has entries for.
  /// Calls of those do not need them.
  void addPrimitives();
  /// The name of the variable \p Name of unit \p Unit, unique in the program.
  llvm::StringRef variable(llvm::StringRef Name, uint32_t Unit);

  /// The body of a node, with callees and variables by their unique names and
  /// locations in files(). Null when it is damaged; see problems().
  std::unique_ptr<flow::Function> decode(uint32_t Node);

  const std::vector<std::string> &files() const { return FileNames; }
  uint32_t fileIndex(llvm::StringRef Name);

  /// The comments of all units, in order of file name and place, each once.
  std::vector<flow::Mark> marks();
  /// Damage and ambiguities met on the way, one line each.
  const std::vector<std::string> &problems() const { return Problems; }

private:
  struct UnitInfo {
    const flow::FlowFile *File = nullptr;
    llvm::DenseMap<llvm::StringRef, uint32_t> Own;     ///< name -> node
    llvm::DenseMap<llvm::StringRef, uint32_t> Headers; ///< name -> node
    llvm::DenseMap<llvm::StringRef, uint32_t> Refs;    ///< name -> RefList
    llvm::DenseSet<llvm::StringRef> Statics;
    std::vector<flow::HeaderRef> RefList;
    std::vector<std::string> StaticList;
  };
  struct External {
    uint32_t Strong = None, Weak = None;
    std::vector<uint32_t> Others; ///< more strong ones: other images
  };

  void addUnits(const std::vector<const flow::FlowFile *> &Files);
  void addAliases();
  uint32_t headerNode(llvm::StringRef Name, uint32_t Unit);
  uint32_t addNode(const flow::FlowFile *F, uint32_t Index, uint32_t Unit);
  llvm::StringRef keep(const llvm::Twine &T);

  const flow::Contract &C;
  std::vector<Node> Nodes;
  std::vector<UnitInfo> Units;
  llvm::DenseMap<llvm::StringRef, External> Externals;
  llvm::DenseMap<llvm::StringRef, uint32_t> ByKey;
  /// Header functions by digest, and the nodes made of them.
  struct Stored {
    const flow::FlowFile *File;
    uint32_t Index;
    std::vector<uint32_t> Nodes;
  };
  std::map<flow::Digest, Stored> HeaderFunctions;
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> Pending;
  llvm::BumpPtrAllocator Strings;
  std::vector<std::string> FileNames;
  llvm::StringMap<uint32_t> FileIndices;
  llvm::DenseMap<const flow::FlowFile *, std::vector<uint32_t>> FileMaps;
  std::vector<std::string> Problems;
};

} // namespace pvlint::solve

#endif // PVLINT_PROGRAM_SYMBOLS_H
