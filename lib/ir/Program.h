//===- Program.h - the flow program ----------------------------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is left of a C function when everything the interrupt contract cannot
// see has been dropped: moves and bit operations on integers and pointers,
// loads and stores of named places, calls, and branches. It is the only
// language the solver speaks, so that one translation unit, a linked program
// and a hand-written test are all solved by the same code.
//
// The program is not SSA: variables and temporaries are mutable registers. The
// solver is path-sensitive and would undo phi nodes anyway.
//
// Limits: floating point, aggregates as values and variable-length arrays are
// not represented; reading one gives an opaque value.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_IR_PROGRAM_H
#define PVLINT_IR_PROGRAM_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pvlint::flow {

/// A point in a source file as the user sees it: macro expansions are folded
/// to where the macro is written. Line and column count from 1; line 0 means
/// "no location".
struct Location {
  uint32_t File = 0;
  uint32_t Line = 0;
  uint32_t Col = 0;

  bool isValid() const { return Line != 0; }
  friend bool operator==(const Location &, const Location &) = default;
  friend auto operator<=>(const Location &, const Location &) = default;
};

/// The text [Begin, End) of one expression or statement, for fix-its. Both
/// ends lie in the same file; End.Line 0 means "only a point".
struct Range {
  Location Begin;
  Location End;

  bool isText() const { return Begin.isValid() && End.isValid(); }
  friend bool operator==(const Range &, const Range &) = default;
};

/// An integer or pointer type: what a cast or an operation cuts its result to.
struct Type {
  uint8_t Bits = 64;
  bool Signed = false;
  bool Pointer = false; ///< then Bits is the address size

  friend bool operator==(const Type &, const Type &) = default;
};

/// What an instruction reads.
struct Operand {
  enum Kind : uint8_t {
    None,     ///< unknown: every value is possible
    Temp,     ///< the temporary Index
    Const,    ///< the integer Value
    Function, ///< the address of the function named Name
  };
  Kind K = None;
  uint32_t Index = 0;
  int64_t Value = 0;
  std::string Name;

  static Operand temp(uint32_t Index) {
    Operand O;
    O.K = Temp;
    O.Index = Index;
    return O;
  }
  static Operand constant(int64_t Value) {
    Operand O;
    O.K = Const;
    O.Value = Value;
    return O;
  }
  static Operand function(llvm::StringRef Name) {
    Operand O;
    O.K = Function;
    O.Name = Name.str();
    return O;
  }
  bool isTemp() const { return K == Temp; }
  friend bool operator==(const Operand &, const Operand &) = default;
};

/// The last step of a path to a per-CPU variable: what this CPU has there.
inline constexpr llvm::StringLiteral ThisCpuStep = "__this_cpu";

/// A memory cell: a local variable, a global, or what a pointer points to,
/// narrowed by a path of field names. Array elements are the path step "[]":
/// all elements of an array are one cell.
struct Place {
  enum Kind : uint8_t { Var, Global, Deref };
  Kind K = Var;
  uint32_t Index = 0; ///< Var: index into Function::Vars; Deref: the pointer's
                      ///< temporary
  std::string Name;   ///< Global: its name
  std::vector<std::string> Path;

  friend bool operator==(const Place &, const Place &) = default;
};

enum class Opcode : uint8_t {
  Copy,   ///< %r = A
  Load,   ///< %r = load P; Callee is "record.field" when that is a pointer to
          ///< a function
  Store,  ///< store P = A
  Addr,   ///< %r = addr P
  Unary,  ///< %r = un A
  Binary, ///< %r = A bin B
  Cast,   ///< %r = cast A to Ty
  Call,   ///< %r = call Callee(Args)
  Opaque, ///< %r = opaque: a value nothing is known about
  Stable, ///< %r = stable Callee(Args): a value that depends on nothing but
          ///< its name and arguments, such as an asm without "volatile"
  Use,    ///< use UseKind A: the value is looked at by the outside world
  Begin,  ///< begin P: the local variable P starts its life, uninitialised
};

enum class UnOp : uint8_t { Not /* ! */, BitNot /* ~ */, Neg /* - */ };
enum class BinOp : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  And,
  Or,
  Xor,
  Shl,
  Shr,
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge
};

/// How the outside world looks at a value in Opcode::Use.
enum class UseKind : uint8_t {
  Print,  ///< an argument of a printf-like function
  Index,  ///< an array subscript
  Decide, ///< what an asm statement decides on
};

enum class CalleeKind : uint8_t {
  Function, ///< Callee is the name of a function
  Member,   ///< Callee is "record.field" or "global.path.field": an indirect
            ///< call through a field
  Asm,      ///< Callee is the name of the contract's asm entry
  Pointer,  ///< an indirect call through the operand A
};

struct Op {
  static constexpr uint32_t Unnumbered = ~0u;

  Opcode Code = Opcode::Copy;
  UnOp Un = UnOp::Not;
  BinOp Bin = BinOp::Add;
  UseKind Used = UseKind::Print;
  CalleeKind CalleeIs = CalleeKind::Function;
  /// Type of the result; of a Store, of the cell; of a comparison, of its
  /// operands (its result is 0 or 1).
  Type Ty;
  bool HasResult = false;
  uint32_t Result = 0; ///< temporary, when HasResult
  /// Of the function's operations, in the order of its body. Slices keep it: it
  /// names the operation wherever a copy of it is.
  uint32_t Number = Unnumbered;
  Operand A, B;
  Place P;
  std::string Callee;
  std::vector<Operand> Args;
  Range Loc;
  /// What the user wrote at Loc when it is not an expression with a name of
  /// its own: the macro ("spin_lock_irqsave"), or the destructor's variable.
  std::string Spelling;
};

enum class TermKind : uint8_t {
  Jump,        ///< to Targets[0]
  Branch,      ///< Targets[0] when Cond is not zero, otherwise Targets[1]
  Switch,      ///< Targets[i] when Cond lies in Cases[i]; Targets.back() is the
               ///< default. Cond None: any of them
  Return,      ///< Cond is the value, None when there is none
  Unreachable, ///< the function never gets here (no-return call)
};

struct CaseRange {
  int64_t Low = 0, High = 0; ///< inclusive
  friend bool operator==(const CaseRange &, const CaseRange &) = default;
};

struct Terminator {
  TermKind K = TermKind::Unreachable;
  Operand Cond;
  std::vector<uint32_t> Targets;
  std::vector<CaseRange> Cases;
  Range Loc;
  /// Of a branch: the condition as written, without an outer `!`, where the
  /// operations tell a reader less; and the macro whose body asks.
  std::string Text, Macro;
};

struct Block {
  std::vector<Op> Ops;
  Terminator Term;
};

struct Variable {
  std::string Name;
  Type Ty;
  /// The address leaves the function's sight (is stored, returned, or computed
  /// with); a mere `&x` as a call argument does not count.
  bool Escapes = false;
  /// Not automatic: keeps its value between calls.
  bool Static = false;
  /// The text of its type, where a declaration has it for this variable alone
  /// and the function stores an unsigned long to it although it is narrower.
  Range TypeText;
};

/// A place that can hold the address of a function.
struct PointerNode {
  enum Kind : uint8_t {
    Function, ///< the function Name itself
    Field,    ///< "record.field"; an array of pointers is one place
    Global,   ///< the variable Name, or an array of that name
    Param,    ///< parameter Index of the function Name: what calls pass there
    Return,   ///< what the function Name returns
    Local,    ///< the local variable Index of the function Name, in order of
              ///< declaration and after the parameters
  };
  Kind K = Function;
  std::string Name;
  uint32_t Index = 0;
  bool IsStatic = false; ///< Global: of this unit alone

  friend bool operator==(const PointerNode &, const PointerNode &) = default;
  friend auto operator<=>(const PointerNode &, const PointerNode &) = default;
};

/// The address of a function goes, or may go, from one place to another,
/// whatever the order of execution. Indirect calls are resolved by following
/// these.
struct PointerFlow {
  PointerNode From, To;
  /// The object that To is part of: the variable that is initialised, or
  /// "function:variable#block" of an assignment, in a block of statements.
  /// Fields of one object are set together, so a lock and its unlock stay a
  /// pair.
  std::string Object;

  friend bool operator==(const PointerFlow &, const PointerFlow &) = default;
};

/// The name of the hidden parameter through which a function that returns a
/// record gets the address of its result. No parameter in C can be called so.
inline constexpr llvm::StringLiteral HiddenResult = "return";

/// A function but for its instructions.
struct FunctionHead {
  std::string Name;
  /// In a linked program: the name that no other function has. Otherwise empty.
  std::string Key;
  /// Its name in the program, or in the unit.
  llvm::StringRef key() const { return Key.empty() ? Name : Key; }
  /// Visible in its file only. Together with File it identifies the function.
  bool IsStatic = false;
  bool IsInline = false;
  /// Its address is used other than to call it, so callers may be unknown.
  bool AddressTaken = false;
  /// Defined in a header; such frames are not shown to the user.
  bool InHeader = false;
  bool IsWeak = false; ///< another definition of the name replaces it
  bool IsInit = false; ///< runs once, while the system starts (__init)
  /// Of a unit that is compiled without paravirt ops for interrupts: it never
  /// runs as a paravirt guest.
  bool IsNative = false;
  Range Loc; ///< its name
  /// Where the first statement of its body begins, and whether that is a
  /// declaration: the place to declare one more variable.
  Location Begin;
  bool BeginsWithDeclaration = false;
  std::vector<Variable> Vars;
  uint32_t NumParams = 0; ///< the first NumParams variables
  uint32_t NumTemps = 0;
  /// Where the function passes or stores addresses of functions.
  std::vector<PointerFlow> Pointers;
};

struct Function : FunctionHead {
  std::vector<Block> Blocks; ///< Blocks[0] is the entry

  /// Numbers all operations. Whoever makes a body does that when it is whole.
  void number();
};

/// Whether no path of \p F reaches a return: it hangs, panics or stops the CPU.
bool neverReturns(const Function &F);

/// Calls \p Each with every location of \p F.
template <typename Fn> void forEachLocation(Function &F, Fn Each) {
  auto Both = [&](Range &R) {
    Each(R.Begin);
    Each(R.End);
  };
  Both(F.Loc);
  Each(F.Begin);
  for (Variable &V : F.Vars)
    Both(V.TypeText);
  for (Block &B : F.Blocks) {
    for (Op &O : B.Ops)
      Both(O.Loc);
    Both(B.Term.Loc);
  }
}

/// What a declaration says of a function or a parameter: Annotation.h.
struct Annotation {
  /// As Param: it is none; Text says why, and Function may be empty.
  static constexpr uint32_t Refused = ~0u;

  std::string Function;
  std::string Text;   ///< without "pvlint::"
  uint32_t Param = 0; ///< number from 1; 0: on the function
  Location Loc;       ///< of the attribute

  bool isRefused() const { return Param == Refused; }
  friend bool operator==(const Annotation &, const Annotation &) = default;
};

/// What one translation unit, or a link of several, contributes.
struct Program {
  std::vector<std::string> Files;
  std::vector<std::unique_ptr<Function>> Functions;
  /// Of functions that are declared, and those that are refused.
  std::vector<Annotation> Annotations;
  /// Things the extraction could not represent, in words, with a count: never
  /// given up silently.
  std::vector<std::pair<std::string, unsigned>> GivenUp;

  uint32_t fileIndex(llvm::StringRef Path);
  Function *find(llvm::StringRef Name) const;
};

} // namespace pvlint::flow

#endif // PVLINT_IR_PROGRAM_H
