using System.Collections.Concurrent;
using Ledger.Crypto;

namespace Ledger.Admission;

/// <summary>
/// Verifies together what arrives together, since eight signatures at once cost little more than one. Nothing waits for company: what comes
/// is verified as soon as the thread pool has nothing older to do, and what came meanwhile is verified with it. So a node at rest answers
/// at once, and a busy one fills its lanes. Safe for use by several threads.
/// </summary>
internal sealed class GatheredSignatures(ISignatureVerifier verifier) : IThreadPoolWorkItem
{
    /// <summary>Most that are verified together: those behind them wait no longer than as many take.</summary>
    private const int TogetherMax = 64;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _isWorking; // 1 from the first that waits until none does

    /// <summary>Whether a signature verifies. What the verifier throws, each of those that were verified together is told.</summary>
    internal Task<bool> VerifyAsync(SignatureCheck check)
    {
        var waiting = new Waiting(check);
        _waiting.Enqueue(waiting);
        Begin();
        return waiting.Verdict.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        var together = new List<Waiting>(TogetherMax);
        while (together.Count < TogetherMax && _waiting.TryDequeue(out var next))
        {
            together.Add(next);
        }

        Verify(together);
        Volatile.Write(ref _isWorking, 0);
        if (!_waiting.IsEmpty)
        {
            Begin();
        }
    }

    // Behind what the pool has to do already, which is where more submissions come from.
    private void Begin()
    {
        if (Interlocked.Exchange(ref _isWorking, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Verify(List<Waiting> together)
    {
        try
        {
            var valid = new bool[together.Count];
            verifier.Verify([.. together.Select(one => one.Check)], valid);
            for (var i = 0; i < valid.Length; i++)
            {
                together[i].Verdict.SetResult(valid[i]);
            }
        }
        catch (Exception e)
        {
            foreach (var one in together)
            {
                one.Verdict.TrySetException(e);
            }
        }
    }

    private sealed class Waiting(SignatureCheck check)
    {
        internal SignatureCheck Check => check;

        internal TaskCompletionSource<bool> Verdict { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
