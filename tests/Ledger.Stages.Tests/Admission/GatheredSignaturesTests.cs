using Ledger.Crypto;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Admission;

public sealed class GatheredSignaturesTests
{
    [Fact]
    public async Task What_comes_while_others_are_verified_is_verified_together_and_each_hears_its_own()
    {
        var verifier = new HeldVerifier();
        var gathered = new GatheredSignatures(verifier);
        var first = gathered.VerifyAsync(Check(isGood: true));
        await verifier.Begun.WaitAsync();
        var others = Enumerable.Range(0, 100).Select(i => gathered.VerifyAsync(Check(isGood: i % 3 != 0))).ToList();
        Assert.DoesNotContain(others, other => other.IsCompleted);
        verifier.Going.Release(1_000);
        Assert.True(await first);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 3 != 0), await Task.WhenAll(others));
        Assert.Equal([1, 64, 36], verifier.Batches);
    }

    [Fact]
    public async Task A_fault_of_the_verifier_is_told_to_those_it_met_and_to_no_other()
    {
        var verifier = new HeldVerifier { Fault = new InvalidOperationException("no memory") };
        var gathered = new GatheredSignatures(verifier);
        verifier.Going.Release(1_000);
        Assert.Same(verifier.Fault, await Record.ExceptionAsync(() => gathered.VerifyAsync(Check(isGood: true))));
        verifier.Fault = null;
        Assert.True(await gathered.VerifyAsync(Check(isGood: true)));
    }

    private static SignatureCheck Check(bool isGood)
    {
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body()));
        return transaction.SignatureCheck((isGood ? TestChain.Centre : TestChain.Guarantor).KeyPair.PublicKey);
    }

    private sealed class HeldVerifier : ISignatureVerifier
    {
        internal Exception? Fault { get; set; }

        internal List<int> Batches { get; } = [];

        internal SemaphoreSlim Begun { get; } = new(0);

        internal SemaphoreSlim Going { get; } = new(0);

        public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
        {
            Begun.Release();
            Going.Wait();
            Batches.Add(checks.Length);
            if (Fault is { } fault)
            {
                throw fault;
            }

            TestChain.Verifier.Verify(checks, valid);
        }
    }
}
