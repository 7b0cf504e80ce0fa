using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.FastSm2.Tests.Lanes;

public sealed class BatchTests
{
    private const int Keys = 13;

    // Half of the keys get tables after a while; every third signature is wrong.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_verdict_does_not_depend_on_the_size_of_its_batch_nor_on_its_neighbours(bool lanes)
    {
        var checks = Enumerable.Range(1, Keys).Select(Check).ToArray();
        var verifier = new SignatureVerifier(
            new SignatureVerifierOptions(Sm2TablesMax: Keys / 2, Sm2TableAfterUses: 3, Sm2TableWindowBits: 2, Sm2Lanes: lanes));
        var random = new Random(1);
        for (var size = 1; size <= 2 * Keys; size++)
        {
            for (var round = 0; round < 4; round++)
            {
                var batch = random.GetItems(checks, size);
                var valid = Enumerable.Repeat(true, size + 1).ToArray();
                verifier.Verify(batch.Select(check => check.Check).ToArray(), valid);
                Assert.Equal([.. batch.Select(check => check.Expected), true], valid);
            }
        }
    }

    private static (SignatureCheck Check, bool Expected) Check(int number)
    {
        var scalar = new byte[32];
        scalar[31] = (byte)number;
        using var signer = Signers.Create(SignatureAlgorithm.Sm2Sm3, scalar);
        var message = new byte[number];
        var signature = signer.Sign(message);
        message[0] ^= (byte)(number % 3 == 0 ? 1 : 0);
        return (new SignatureCheck(signer.PublicKey, message, signature), number % 3 != 0);
    }
}
