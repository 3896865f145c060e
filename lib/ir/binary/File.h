//===- File.h - flow files --------------------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The binary form of a unit and of header functions: FlatBuffers, mapped and
// not parsed. A link looks at the index of every function and decodes the few
// bodies that matter. Same contents, same bytes.
//
// Every file is verified before the first access, and bodies are checked again
// as they are decoded (indices in range), so that hostile or truncated input is
// refused with a message and never crashes.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_BINARY_FILE_H
#define PVLINT_IR_BINARY_FILE_H

#include "contract/Contract.h"
#include "ir/Unit.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::flow {

/// Bump when the schema or its meaning changes: files of another version are
/// refused.
constexpr uint32_t FileVersion = 4;

/// A file ends with the XXH3 (64 bits, little endian) of all before.
constexpr size_t ChecksumSize = 8;

/// The bytes of a unit's file. \p C is the contract it was extracted with.
std::string serialize(const Unit &U, const Contract &C);

/// The bytes of a file with functions of headers, in order of their digests and
/// each once, whatever the order here. They must be sealed.
std::string serialize(llvm::ArrayRef<const HeaderFunction *> Functions,
                      const Contract &C, uint64_t ContractHash,
                      llvm::StringRef ContractName = "");

/// The digest under which \p F is stored: of its flow with \p Files as its
/// locations' files. Drops the files it does not use and sets F.Flow.
void seal(HeaderFunction &F);

/// The digest of any bytes.
Digest digest(llvm::StringRef Bytes);

/// What the index says of one function, without decoding it.
struct FunctionEntry {
  enum Flag : uint32_t {
    Static = 1,
    Inline = 2,
    AddressTaken = 4,
    InHeader = 8,
    Weak = 16,
    Init = 32,
    /// Calls a primitive that saves, disables, enables, restores or tests, or
    /// never returns.
    NamesPrimitive = 64,
    /// Calls a primitive that sleeps.
    NamesSleeper = 128,
    /// Among its indirect calls is one through a pointer.
    CallsPointer = 256,
    /// Of the primitives, one restores; one turns interrupts on; ... off.
    NamesRestore = 512,
    NamesEnable = 1024,
    NamesDisable = 2048,
    /// Loads or stores a function pointer or passes one on.
    MovesPointers = 4096,
    /// Of a unit without paravirt ops for interrupts.
    Native = 8192,
  };
  llvm::StringRef Name;
  uint32_t NameNumber = 0; ///< as for FlowFile::name()
  uint32_t Flags = 0;
  Location Loc; ///< File is an index into FlowFile::file()
  uint32_t NumOps = 0;
};

/// A flow file, mapped. Whatever it hands out lives as long as it does.
class FlowFile {
public:
  /// Maps and verifies. The error says what is wrong with which file, in one
  /// line: not a flow file, truncated, damaged, of another version.
  static llvm::Expected<std::unique_ptr<FlowFile>> open(llvm::StringRef Path);
  static llvm::Expected<std::unique_ptr<FlowFile>>
  open(std::unique_ptr<llvm::MemoryBuffer> Bytes);
  ~FlowFile();

  llvm::StringRef path() const;
  bool isUnit() const; ///< else it holds functions of headers
  llvm::StringRef source() const;
  llvm::StringRef contractName() const;
  uint64_t contractHash() const;
  llvm::StringRef toolVersion() const; ///< of the pvlint that wrote it

  /// Every name in the file has a number less than this, and no two of them
  /// are equal: whoever keeps a table of names looks each up once.
  unsigned numNames() const;
  llvm::StringRef name(uint32_t Number) const;

  unsigned numFiles() const;
  /// Empty when there is no such file.
  llvm::StringRef file(uint32_t Index) const;

  unsigned numFunctions() const;
  FunctionEntry function(unsigned I) const;
  /// Names of functions it calls, or whose address it takes; each once, in
  /// order of first use. Primitives of the contract are not among them.
  void callees(unsigned I,
               llvm::function_ref<void(llvm::StringRef Name)> Each) const;
  /// "record.field" names that it calls through and that the contract does not
  /// know.
  void members(unsigned I,
               llvm::function_ref<void(llvm::StringRef Name)> Each) const;
  /// The same, as numbers for name().
  void calleeNumbers(unsigned I,
                     llvm::function_ref<void(uint32_t Number)> Each) const;
  void memberNumbers(unsigned I,
                     llvm::function_ref<void(uint32_t Number)> Each) const;
  std::vector<PointerFlow> pointers(unsigned I) const;
  /// The digest of a header's function; zero in a unit.
  Digest digestOf(unsigned I) const;
  /// Locations keep this file's file indices. An error when the body is
  /// damaged.
  llvm::Expected<std::unique_ptr<Function>> decode(unsigned I) const;

  // Of a unit:
  std::vector<HeaderRef> headers() const;
  std::vector<PointerFlow> pointers() const;
  std::vector<Alias> aliases() const;
  std::vector<std::string> staticVariables() const;
  std::vector<std::pair<std::string, unsigned>> givenUp() const;
  /// Locations keep this file's file indices.
  std::vector<Mark> marks() const;
  std::vector<Annotation> annotations() const;

  size_t size() const; ///< bytes

private:
  struct Impl;
  std::unique_ptr<Impl> I;
  explicit FlowFile(std::unique_ptr<Impl> I);
};

} // namespace pvlint::flow

#endif // PVLINT_IR_BINARY_FILE_H
