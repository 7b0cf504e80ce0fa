using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Tests.Signatures;

public sealed class SignatureVerifierTests
{
    [Fact]
    public void A_mixed_batch_gives_each_check_its_own_answer()
    {
        var checks = MixedBatch(out var expected);
        var valid = new bool[checks.Length + 1];
        valid[^1] = true;
        new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 1)).Verify(checks, valid);
        Assert.Equal(expected, valid[..^1]);
        Assert.True(valid[^1]);
    }

    [Fact]
    public void Checks_without_key_or_algorithm_are_not_valid_and_do_not_throw()
    {
        Span<bool> valid = [true, true, true];
        Verification.Verifier.Verify(
            [
                default, new SignatureCheck(new PublicKey((SignatureAlgorithm)99, [1]), default, default),
                new SignatureCheck(null!, default, default),
            ],
            valid);
        Assert.Equal([false, false, false], valid.ToArray());
    }

    [Fact]
    public void Too_few_results_are_refused() =>
        Assert.Throws<ArgumentException>(() => Verification.Verifier.Verify(new SignatureCheck[2], new bool[1]));

    [Fact]
    public void The_key_cache_forgets_the_least_recently_used()
    {
        var parsed = new List<byte>();
        var cache = new KeyCache<object>(2, key =>
        {
            parsed.Add(key.Encoded[0]);
            return null;
        });
        foreach (var key in new byte[] { 1, 2, 1, 3, 1, 2 })
        {
            cache.Get(new PublicKey(SignatureAlgorithm.Sm2Sm3, [key]));
        }

        Assert.Equal([1, 2, 3, 2], parsed);
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task Several_threads_get_the_right_answers_from_one_small_cache()
    {
        var checks = MixedBatch(out var expected);
        var verifier = new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 2));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 10; round++)
            {
                var valid = new bool[checks.Length];
                verifier.Verify(checks, valid);
                Assert.Equal(expected, valid);
            }
        })));
    }

    [Fact]
    public async Task One_signer_serves_several_threads()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var signer = pair.CreateSigner();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                byte[] message = [(byte)thread, (byte)i];
                Assert.True(Verification.Holds(signer.PublicKey, message, signer.Sign(message)));
            }
        })));
    }

    private static SignatureCheck[] MixedBatch(out bool[] expected)
    {
        var algorithms = Enum.GetValues<SignatureAlgorithm>();
        var checks = new SignatureCheck[24];
        expected = new bool[checks.Length];
        for (var i = 0; i < checks.Length; i++)
        {
            using var pair = TestKeys.Of(algorithms[i % algorithms.Length], (byte)(i % 5));
            using var signer = pair.CreateSigner();
            byte[] message = [(byte)i];
            expected[i] = i % 3 != 0;
            checks[i] = new SignatureCheck(pair.PublicKey, message, signer.Sign(expected[i] ? message : [0xFF]));
        }

        return checks;
    }
}
