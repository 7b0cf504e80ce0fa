using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Fuzz.Targets;

/// <summary>Certificates, keys, signatures and sealed boxes.</summary>
internal static class CryptoTargets
{
    private const int SignatureCost = 10;
    private const int OpenCost = 80;

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var participant = world.Consortium.Zhuhai;
        yield return new FuzzTarget(
            "certificate",
            [participant.Certificate.Der.ToArray(), world.Consortium.Authorities[0].Root.Der.ToArray()],
            input => Certificate.TryParse(input, out _, out var error) ? "taken" : error.ToString(),
            Cost: 3);
        yield return new FuzzTarget(
            "public key",
            [participant.KeyPair.PublicKey.ToSubjectPublicKeyInfo()],
            input => PublicKey.FromSubjectPublicKeyInfo(input, out var error) is null ? $"{error}" : "taken",
            Cost: 3);

        var verifier = new SignatureVerifier();
        using var signer = participant.KeyPair.CreateSigner();
        var message = world.Genesis.ChainId.ToArray();
        var signature = signer.Sign(message);
        yield return new FuzzTarget("signature", [signature], input =>
        {
            Span<bool> valid = stackalloc bool[1];
            verifier.Verify([new SignatureCheck(participant.KeyPair.PublicKey, message, input)], valid);
            return valid[0] == input.AsSpan().SequenceEqual(signature) ? $"{valid[0]}" : throw new InvalidOperationException("A changed signature verifies, or the good one does not.");
        }, SignatureCost);

        var key = new OpeningKey(participant.KeyPair);
        byte[] id = new byte[16];
        var box = SealedBox.Seal(key.PublicKey, SealedTerms.Encode(new byte[GuaranteeCommitment.SaltBytes], [1, 2, 3]), id, SystemRandomSource.Instance);
        yield return new FuzzTarget("sealed box", [box], input =>
        {
            var opened = SealedBox.TryOpen(key, input, id) is not null;
            return opened == input.AsSpan().SequenceEqual(box) ? $"{opened}" : throw new InvalidOperationException("A changed box opens, or the good one does not.");
        }, OpenCost);
        yield return new FuzzTarget(
            "sealed terms",
            [SealedTerms.Encode(new byte[GuaranteeCommitment.SaltBytes], [1, 2, 3])],
            input => SealedTerms.TryDecode(input, out _, out _) ? "taken" : "refused");
    }
}
