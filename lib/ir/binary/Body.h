//===- Body.h - bodies of functions as bytes --------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The byte code inside a flow file: numbers of variable length, most of them
// differences to what came before, so that an instruction takes about eight
// bytes. docs/flow-files.md has the format.
//
// Writing keeps every member of a Function but those that the file's index has
// (name, flags, Pointers). A function that breaks a rule of Program.h is
// written all the same, and refused when it is read.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_BINARY_BODY_H
#define PVLINT_IR_BINARY_BODY_H

#include "ir/Program.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace pvlint::flow {

/// Numbers names in order of first use.
class StringTable {
public:
  uint32_t add(llvm::StringRef S);

  /// All names one after the other, and where each starts; at last, the end.
  llvm::StringRef text() const { return Text; }
  llvm::ArrayRef<uint32_t> starts() const { return Starts; }

private:
  llvm::StringMap<uint32_t> Numbers;
  std::string Text;
  std::vector<uint32_t> Starts{0};
};

/// The largest NumTemps that is read.
inline constexpr uint32_t MaxTemps = 1000000;
/// A body whose names take more bytes than this, each counted as often as it
/// occurs, is refused: a name of a megabyte could occur a million times.
inline constexpr uint64_t MaxBodyText = uint64_t(64) << 20;

/// Appends the body of \p F to \p Out. \p FileNumber turns indices of files in
/// F's locations into those to be written.
void encodeBody(const Function &F, StringTable &Strings,
                llvm::function_ref<uint32_t(uint32_t)> FileNumber,
                std::string &Out);

/// What the indices in a body refer to.
struct BodyContext {
  uint32_t NumFiles = 0;
  uint32_t NumStrings = 0;
  llvm::function_ref<llvm::StringRef(uint32_t)> String;
};

/// Reads what encodeBody() wrote into \p F; \p NumOps is how many instructions
/// there should be. The error says what is wrong, without saying where.
llvm::Error decodeBody(llvm::ArrayRef<uint8_t> Bytes,
                       const BodyContext &Context, uint32_t NumOps,
                       Function &F);

/// The instructions of \p F, without the ends of its blocks.
uint32_t countOps(const Function &F);

namespace body {
/// The first two bytes of an instruction: its Opcode, and which members differ
/// from their defaults and follow, in this order.
enum OpBits : uint16_t {
  CodeMask = 15,
  HasResult = 1 << 4, ///< as Op::HasResult; the result follows
  SameLoc = 1 << 5,   ///< the location is that of the instruction before
  HasA = 1 << 6,
  HasType = 1 << 7,
  HasPlace = 1 << 8,
  HasCallee = 1 << 9, ///< CalleeIs and Callee
  HasArgs = 1 << 10,
  HasSpelling = 1 << 11,
  HasB = 1 << 12,
  HasKinds = 1 << 13,   ///< Un, Bin, Used
  StrayResult = 1 << 14 ///< a Result, though HasResult is not set
};

/// The first byte of the end of a block: its TermKind, and these.
enum TermBits : uint8_t {
  TermMask = 7,
  TermSameLoc = 8,
  HasCond = 16,
  HasText = 32,  ///< Terminator::Text
  HasMacro = 64, ///< Terminator::Macro
  BadTerm = 7    ///< instead of a kind: Targets or Cases do not fit to it
};

/// The lowest bits of an operand.
enum OperandTag : uint8_t {
  TagNone,
  TagTemp,     ///< how much less than the temporary of the last result
  TagConst,    ///< a value that has room beside the tag
  TagFunction, ///< name
  TagBigConst, ///< the value follows
  TagGeneral,  ///< all members follow
  OperandTagBits = 3,
};

/// The lowest bits of a place: Place::Kind, or this: all members follow.
inline constexpr unsigned PlaceTagBits = 2;
inline constexpr unsigned GeneralPlace = 3;

/// The lowest bits of a location.
enum LocTag : uint8_t {
  LocNone,
  LocPoint,
  LocText,    ///< both ends, in one file
  LocGeneral, ///< all members follow
  LocTagMask = 3,
  LocNewFile = 4, ///< the file follows
  LocTagBits = 3,
};

/// Small numbers of either sign as small numbers without one.
constexpr uint64_t zigzag(int64_t V) {
  return (static_cast<uint64_t>(V) << 1) ^ static_cast<uint64_t>(V >> 63);
}
constexpr int64_t unzigzag(uint64_t V) {
  return static_cast<int64_t>((V >> 1) ^ (0 - (V & 1)));
}
} // namespace body

} // namespace pvlint::flow

#endif // PVLINT_IR_BINARY_BODY_H
