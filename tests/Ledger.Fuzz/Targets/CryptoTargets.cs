using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Requests;
using Ledger.Certificates.Revocation;
using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;

namespace Ledger.Fuzz.Targets;

/// <summary>Certificates and their paths, revocation lists, requests, keys, signatures and sealed boxes.</summary>
internal static class CryptoTargets
{
    private const int SignatureCost = 10;
    private const int OpenCost = 80;

    /// <summary>A list with one entry and a request with one attribute: sound, their signatures not.</summary>
    private const string SmallList =
        "3081893070020101300A06082A811CCF55018375300D310B300906035504030C024341170D3236303130313030303030305A170D3237303130313030"
        + "303030305A30223020020107170D3236303130313030303030305A300C300A0603551D1504030A0101A00E300C300A0603551D140403020101300A06"
        + "082A811CCF550183750309003006020101020101";

    private const string SmallRequest =
        "30819E308184020100300D310B300906035504030C0243413059301306072A8648CE3D020106082A811CCF5501822D0342000432C4AE2C1F1981195F"
        + "9904466A39C9948FE30BBFF2660BE1715A4589334C74C7BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0A015301306"
        + "092A864886F70D0109071306313131313131300A06082A811CCF550183750309003006020101020101";

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var participant = world.Consortium.Zhuhai;
        yield return new FuzzTarget(
            "certificate",
            [participant.Certificate.Der.ToArray(), world.Consortium.Authorities[0].Root.Der.ToArray()],
            input => Certificate.TryParse(input, out _, out var error) ? "taken" : error.ToString(),
            Cost: 3);
        var authority = world.Consortium.Authorities[0].Root;
        var validator = new PathValidator(new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 16)));
        var anchors = new TrustAnchorSet([new TrustAnchor(authority)]);
        var options = new PathOptions { AtMs = participant.Certificate.NotBeforeMs, Usage = CertificateUsage.Sign };
        yield return new FuzzTarget(
            "certificate path",
            [participant.Certificate.Der.ToArray(), authority.Der.ToArray()],
            input =>
            {
                var result = validator.Validate(input, CertificatePool.Empty, anchors, options);
                return !result.IsValid || input.AsSpan().SequenceEqual(participant.Certificate.Der.Span)
                    ? result.Reason.Code
                    : throw new InvalidOperationException("A changed certificate is valid.");
            },
            SignatureCost);
        yield return new FuzzTarget(
            "revocation list",
            [Convert.FromHexString(SmallList)],
            input => RevocationList.TryParse(input, out _, out var error) ? "taken" : error.ToString(),
            Cost: 3);
        yield return new FuzzTarget(
            "certification request",
            [Convert.FromHexString(SmallRequest)],
            input => CertificationRequest.TryParse(input, out _, out var error) ? "taken" : error.ToString(),
            Cost: 3);
        yield return new FuzzTarget(
            "certificate bundle",
            [
                participant.Certificate.Der.ToArray(), Convert.FromHexString(SmallList),
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"u8.ToArray(),
            ],
            input => $"{CertificateBundle.Read(input).Certificates.Count}",
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
            return valid[0] == input.AsSpan().SequenceEqual(signature)
                ? $"{valid[0]}"
                : throw new InvalidOperationException("A changed signature verifies, or the good one does not.");
        }, SignatureCost);

        var key = new OpeningKey(participant.KeyPair);
        byte[] id = new byte[16];
        var box = SealedBox.Seal(
            key.PublicKey, SealedTerms.Encode(new byte[GuaranteeCommitment.SaltBytes], [1, 2, 3]), id, SystemRandomSource.Instance);
        yield return new FuzzTarget("sealed box", [box], input =>
        {
            var opened = SealedBox.TryOpen(key, input, id) is not null;
            return opened == input.AsSpan().SequenceEqual(box)
                ? $"{opened}"
                : throw new InvalidOperationException("A changed box opens, or the good one does not.");
        }, OpenCost);
        yield return new FuzzTarget(
            "sealed terms",
            [SealedTerms.Encode(new byte[GuaranteeCommitment.SaltBytes], [1, 2, 3])],
            input => SealedTerms.TryDecode(input, out _, out _) ? "taken" : "refused");
    }
}
