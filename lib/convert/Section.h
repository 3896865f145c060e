//===- Section.h - sections, and what stands against them -------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A section is what one begin opens: an irqsave or `_irq` lock, or
// local_irq_save() and local_irq_disable(). Those that share an end change
// together, or not at all: they are a group. A section that cannot change has
// the first reason that stands against it.
//
// What one unit says of its sections is a value that is merged with what other
// units say of the same text (Conversion.h).
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_CONVERT_SECTION_H
#define PVLINT_CONVERT_SECTION_H

#include "contract/Forms.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pvlint::convert {

/// What sections become.
enum class Target : uint8_t {
  Counted, ///< spin_lock_irq_disable()
  Plain,   ///< spin_lock(): they are entered with interrupts disabled
  Irq,     ///< spin_lock_irq(): they are entered with interrupts enabled
};

llvm::StringRef name(Target To);
flow::FormKind kindOf(Target To);

/// What stands against a change, in the order in which it is asked.
enum class Reason : uint8_t {
  None,
  Macro,              ///< not spelled where it is used
  Guard,              ///< the guard's class decides
  Trylock,            ///< whether it opened depends on a result
  NoLock,             ///< Counted: it may run in an NMI, or run softirqs
  NoForm,             ///< the tree has no such function for this lock
  NotLocal,           ///< the flags are in no local variable
  Tested,             ///< the flags are looked at
  HandedOn,           ///< ... or passed, stored or returned
  OtherConfiguration, ///< the function has code that is left out here
  NotFollowed,        ///< no path that is followed gets there
  Paths,              ///< begin and end do not pair up on every path
  OtherLock,          ///< the end is of another lock
  NotNested,          ///< it ends inside another section
  Opened,             ///< interrupts are enabled in between
  Declaration,        ///< the variable's declaration cannot go
  UnknownEntry,       ///< Plain, Irq: who enters it in which state is not known
  OtherEntry,  ///< Plain, Irq: it is known not to be always the right one
  UnitsDiffer, ///< two units see the text differently
};
constexpr size_t NumReasons = 19;

/// "handed-on", for tables and options.
llvm::StringRef name(Reason Why);
/// What it means, in a few words.
llvm::StringRef inWords(Reason Why);
/// Null for a name of none.
std::optional<Reason> reasonOf(llvm::StringRef Name);

/// Interrupts where a section begins, over all paths.
enum class EntryState : uint8_t { AsEntered, Off, On, Mixed };

struct TextChange {
  uint64_t Offset = 0, Length = 0;
  std::string Text;

  friend bool operator==(const TextChange &, const TextChange &) = default;
  friend auto operator<=>(const TextChange &, const TextChange &) = default;
};

struct Section {
  std::string Path; ///< of the file, absolute
  uint32_t Line = 0, Col = 0;
  std::string Function, Spelling;
  bool IsStatic = false;     ///< the function is of its file alone
  uint32_t FunctionLine = 0; ///< where it is defined
  unsigned Group = 0;        ///< of its unit; those of one change together
  EntryState Begins = EntryState::AsEntered;
  Reason Against = Reason::None;
  std::string Detail; ///< "flags is passed to unlock() on line 12"
  /// Of the begin, and of the ends of its group that no section before has.
  std::vector<TextChange> Edits;
};

/// A declaration of local variables of which some may go.
struct Declaration {
  struct Part {
    uint64_t Begin = 0, End = 0; ///< of the declarator
    bool MayGo = false;
    /// Sections that have to change for it, of the same unit.
    std::vector<unsigned> Needs;
  };
  std::string Path;
  uint64_t Begin = 0, End = 0; ///< behind the semicolon
  std::vector<Part> Parts;
};

/// What one unit says.
struct UnitSections {
  struct File {
    std::string Path;
    uint64_t Contents = 0; ///< hash of what was analysed
  };
  std::vector<Section> Sections;
  std::vector<Declaration> Declarations;
  std::vector<File> Files;
  unsigned TooLarge = 0; ///< functions that could not be followed
};

/// To and from what goes through a pipe.
std::string encode(const UnitSections &U);
std::optional<UnitSections> decode(llvm::StringRef Text);

} // namespace pvlint::convert

#endif // PVLINT_CONVERT_SECTION_H
