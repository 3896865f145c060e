//===- CheckUnits.cpp - units by themselves, each kept apart --------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "batch/CheckUnits.h"
#include "Progress.h"
#include "UnitBytes.h"
#include "batch/WorkerPool.h"
#include "llvm/Support/Threading.h"

namespace pvlint::batch {

using session::Job;
using session::UnitReport;

namespace {

/// Nobody waits long for fewer.
constexpr size_t ManyUnits = 8;

class CheckWorker : public Worker {
public:
  CheckWorker(llvm::ArrayRef<Job> Jobs, const session::UnitOptions &Options)
      : Jobs(Jobs), Options(Options) {}

  std::string work(uint32_t Task) override {
    return encode(session::analyseUnit(Jobs[Task], Options));
  }

private:
  llvm::ArrayRef<Job> Jobs;
  const session::UnitOptions &Options;
};

UnitReport failed(const Job &J, const session::UnitOptions &Options,
                  std::string Why) {
  UnitReport R;
  R.Path = session::unitPath(J, Options);
  R.Failed = true;
  R.FirstError = std::move(Why);
  return R;
}

} // namespace

void checkUnits(llvm::ArrayRef<Job> Jobs, const session::UnitOptions &Unit,
                const CheckOptions &O,
                llvm::function_ref<void(const Job &, UnitReport)> Take) {
  const size_t Wanted =
      O.Workers ? O.Workers
                : llvm::hardware_concurrency().compute_thread_count();
  WorkerPool Pool(
      std::min(Wanted, Jobs.size()),
      [&] { return std::make_unique<CheckWorker>(Jobs, Unit); },
      std::chrono::seconds(O.UnitTimeout));
  std::vector<std::optional<UnitReport>> Done(Jobs.size());
  size_t Next = 0, Taken = 0;
  unsigned Finished = 0, Failed = 0;
  Progress Bar(Jobs.size(), O.Quiet || Jobs.size() < ManyUnits);
  auto TakeWhatIsReady = [&] {
    // What is found may be printed to the same terminal.
    if (Taken != Jobs.size() && Done[Taken])
      Bar.clear();
    for (; Taken != Jobs.size() && Done[Taken]; ++Taken) {
      Take(Jobs[Taken], std::move(*Done[Taken]));
      Done[Taken].reset();
    }
  };
  auto Feed = [&](unsigned Slot) {
    while (Next != Jobs.size()) {
      llvm::Error E = Pool.give(Slot, Next);
      if (!E) {
        ++Next;
        return;
      }
      std::string Why = llvm::toString(std::move(E));
      if (Pool.anyBusy())
        return; // fewer do it, too
      Done[Next] = failed(Jobs[Next], Unit, std::move(Why));
      ++Next;
    }
  };
  for (unsigned I = 0; I != Pool.size(); ++I)
    Feed(I);
  while (Pool.anyBusy()) {
    WorkerPool::Event E = Pool.wait(std::chrono::milliseconds(1000), -1);
    if (E.K == WorkerPool::Event::Nothing) {
      Bar.update(Finished, Failed, "");
      continue;
    }
    std::optional<UnitReport> Report;
    if (E.K == WorkerPool::Event::Answer)
      Report = decodeUnitReport(E.Bytes);
    Done[E.Task] = Report ? std::move(*Report)
                          : failed(Jobs[E.Task], Unit, std::move(E.Bytes));
    ++Finished;
    Failed += Done[E.Task]->Failed;
    const Job &Last = Jobs[E.Task];
    Feed(E.Slot);
    TakeWhatIsReady();
    Bar.update(Finished, Failed, Last.Name.empty() ? Last.File : Last.Name);
  }
  Bar.clear();
  TakeWhatIsReady();
}

} // namespace pvlint::batch
