using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>
/// Registering, replacing and revoking certificates of a CA on the trust list: one row for each call allowed and each refusal.
/// </summary>
internal static class CertificateRows
{
    private static readonly KeyPair EncryptionKey = World.Key(52);

    internal static IEnumerable<Row> All => [.. Registering, .. Dual, .. Replacing, .. Revoking];

    private static IEnumerable<Row> Registering =>
    [
        Row("trust: registered through an intermediate authority", RefusalCode.None, w => Register(w, FromSub())),
        Row(
            "trust: of a connecting CA",
            RefusalCode.AuthorityNotActive,
            w => Register(w, FromSub()),
            w => w.MustEnact(TrustWorld.Entering())),
        Row(
            "trust: of a suspended CA",
            RefusalCode.AuthorityNotActive,
            w => Register(w.MustEnact(TrustWorld.Status(AuthorityStatus.Suspended)), FromSub())),
        Row("trust: under a licence that holds", RefusalCode.None,
            w => Register(w.MustEnact(TrustWorld.Licensed(w.Time, w.Time + 1)), FromSub())),
        Row("trust: after the CA's licence has ended", RefusalCode.AuthorityUnlicensed,
            w => Register(w.MustEnact(TrustWorld.Licensed(w.Time - 2, w.Time - 1)), FromSub())),
        Row("trust: before the CA's licence begins", RefusalCode.AuthorityUnlicensed,
            w => Register(w.MustEnact(TrustWorld.Licensed(w.Time + World.Day, w.Time + (2 * World.Day))), FromSub())),
        Row("trust: under a licence for government certification alone", RefusalCode.None,
            w => Register(w.MustEnact(TrustWorld.Licensed(1, 2, LicenceKind.GovernmentCertification)), FromSub())),
        Row("trust: below an intermediate that was left out", RefusalCode.UntrustedIssuer,
            w => Register(w.MustEnact(TrustWorld.Entering(e => e.Certificates.RemoveAt(1))), FromSub())),
        Row("trust: revoked before it was registered", RefusalCode.CertificateNotValid, w =>
        {
            w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time, (2, w.Time - 1000))));
            return Register(w, Certificates.Leaf(w.Bidder.Uscc));
        }),
        Row("trust: below a revoked intermediate", RefusalCode.UntrustedIssuer, w =>
        {
            w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time, (TrustWorld.SubSerial, w.Time - 1000))));
            return Register(w, FromSub());
        }),
        Row("trust: below the floor", RefusalCode.AlgorithmTooWeak, w => Register(w.MustEnact(TrustWorld.Floor(sm2: false)), FromSub())),
        Row("trust: with an identity number in its name", RefusalCode.PersonalIdentity, w => Register(w, Certificates.Leaf(
            w.Bidder.Uscc, null, t => t with { Subject = NameOf("张三 11010519491231002X") }))),
        Row("trust: with 18 digits that are no identity number", RefusalCode.None, w => Register(w, Certificates.Leaf(
            w.Bidder.Uscc, null, t => t with { Subject = NameOf("合同 110105194912310021") }))),
        Row("trust: a signing certificate that names another", RefusalCode.BadPossession, w =>
        {
            var leaf = FromSub();
            return w.Run(w.Centre, RegisteringCall(leaf, Possession(leaf, Certificates.LeafKey), World.Blob(32)));
        }),
    ];

    private static IEnumerable<Row> Dual =>
    [
        Row(
            "dual: vouched for by the signing certificate",
            RefusalCode.None,
            w => RegisterPair(w, Certificates.LeafKey, null),
            null,
            "certificate.registered"),
        Row("dual: vouched for by itself", RefusalCode.BadPossession, w => RegisterPair(w, EncryptionKey, null)),
        Row("dual: naming an unknown certificate", RefusalCode.UnknownSigner, w => RegisterPair(w, Certificates.LeafKey, World.Blob(32))),
        Row("dual: vouched for by another subject", RefusalCode.BadPossession, w =>
        {
            var other = Certificates.Leaf(w.Tenderer.Uscc);
            Assert.False(Register(w, other).IsRefused);
            var encryption = Encryption(w.Bidder.Uscc);
            return w.Run(w.Centre, RegisteringCall(encryption, Possession(encryption, Certificates.LeafKey), AccountRows.Id(other)));
        }),
        Row("dual: an encryption certificate vouches for none", RefusalCode.NotASigningKey, w =>
        {
            Assert.False(RegisterPair(w, Certificates.LeafKey, null).IsRefused);
            var second = Encryption(w.Bidder.Uscc, 12);
            return w.Run(w.Centre, RegisteringCall(second, Possession(second, EncryptionKey), AccountRows.Id(Encryption(w.Bidder.Uscc))));
        }),
    ];

    private static IEnumerable<Row> Replacing =>
    [
        Replace("with a week of overlap", RefusalCode.None, _ => { }, "certificate.replaced"),
        Replace("at once", RefusalCode.None, (w, r) => r.OldUntil = w.Time),
        Replace("until a time that has passed", RefusalCode.BadOverlap, (w, r) => r.OldUntil = w.Time - 1),
        Replace("until after its own end", RefusalCode.BadOverlap, r => r.OldUntil = Certificates.NotAfter + 1),
        Replace(
            "by one of another subject",
            RefusalCode.SuccessorMismatch,
            r => r.Successor = Call(Certificates.Leaf(World.Uscc(6), null, Serial(3)))),
        Replace("by itself", RefusalCode.CertificateExists, r => r.Successor = Call(Certificates.Leaf(World.Uscc(7)))),
        Replace("by nothing", RefusalCode.BadCertificate, r => r.Successor = null),
        Replace("that is not registered", RefusalCode.UnknownCertificate, r => r.OldCertificateId = World.Blob(32)),
        Replace("of an id of 31 bytes", RefusalCode.BadDigest, r => r.OldCertificateId = World.Blob(31)),
        Row("replace: by another subject", RefusalCode.NotPermitted, w =>
        {
            Register(w, Certificates.Leaf(w.Bidder.Uscc));
            return w.Run(w.Tenderer, ReplacingCall(w, _ => { }));
        }),
        Row("replace: twice", RefusalCode.AlreadyReplaced, w =>
        {
            Register(w, Certificates.Leaf(w.Bidder.Uscc));
            w.MustRun(w.Bidder, ReplacingCall(w, _ => { }));
            return w.Run(w.Bidder, ReplacingCall(w, r => r.Successor = Call(Certificates.Leaf(World.Uscc(7), null, Serial(4)))));
        }),
        Row("replace: a revoked one", RefusalCode.AlreadyRevoked, w =>
        {
            Register(w, Certificates.Leaf(w.Bidder.Uscc));
            w.MustRun(w.Bidder, AccountRows.RevokingCall(AccountRows.Id(Certificates.Leaf(w.Bidder.Uscc)), "r"));
            return w.Run(w.Bidder, ReplacingCall(w, _ => { }));
        }),
    ];

    private static IEnumerable<Row> Revoking =>
    [
        Row("revoke: by its CA", RefusalCode.None, w =>
        {
            Register(w, Certificates.Leaf(w.Bidder.Uscc));
            return w.Run(w.Subject(40), AccountRows.RevokingCall(AccountRows.Id(Certificates.Leaf(w.Bidder.Uscc)), "r"));
        }, null, "certificate.revoked"),
        Row("revoke: by another CA", RefusalCode.NotPermitted, w =>
        {
            Register(w, Certificates.Leaf(w.Bidder.Uscc));
            return w.Run(w.Subject(41), AccountRows.RevokingCall(AccountRows.Id(Certificates.Leaf(w.Bidder.Uscc)), "r"));
        }),
    ];

    internal static Certificate FromSub(string? uscc = null) => Certificates.Leaf(uscc ?? World.Uscc(7), TrustWorld.Sub);

    internal static Certificate Encryption(string uscc, byte serial = 11) => Certificates.Leaf(uscc, null, t => t with
    {
        PublicKey = EncryptionKey.PublicKey,
        KeyUsage = KeyUsages.Encryption,
        SerialNumber = new[] { serial },
    });

    internal static Refused Register(World w, Certificate certificate) =>
        w.Run(w.Centre, RegisteringCall(certificate, Possession(certificate, Certificates.LeafKey), ByteString.Empty));

    internal static Refused RegisterPair(World w, KeyPair vouching, ByteString? signingId)
    {
        var signing = Certificates.Leaf(w.Bidder.Uscc);
        Assert.False(Register(w, signing).IsRefused);
        var encryption = Encryption(w.Bidder.Uscc);
        return w.Run(w.Bidder, RegisteringCall(encryption, Possession(encryption, vouching), signingId ?? AccountRows.Id(signing)));
    }

    /// <summary>The bidder's certificate, ready to register.</summary>
    internal static Call RegisteringCall() => RegisteringCall(FromSub(), Possession(FromSub(), Certificates.LeafKey), ByteString.Empty);

    /// <summary>Three of the bidder's certificates, two below the intermediate authority and one below its root.</summary>
    internal static List<Call> RegisteringCalls(World w) =>
    [
        .. new[]
        {
            Certificates.Leaf(w.Bidder.Uscc, TrustWorld.Sub, Serial(31)),
            Certificates.Leaf(w.Bidder.Uscc, TrustWorld.Sub, Serial(32)),
            Certificates.Leaf(w.Bidder.Uscc, null, Serial(33)),
        }.Select(one => RegisteringCall(one, Possession(one, Certificates.LeafKey), ByteString.Empty)),
    ];

    internal static Call ReplacingCall(World w, Action<ReplaceCertificate> change)
    {
        var replace = new ReplaceCertificate
        {
            OldCertificateId = AccountRows.Id(Certificates.Leaf(World.Uscc(7))),
            Successor = Call(Certificates.Leaf(World.Uscc(7), null, Serial(3))),
            OldUntil = w.Time + (7 * World.Day),
        };
        change(replace);
        return new Call { Account = new AccountCall { ReplaceCertificate = replace } };
    }

    private static Func<CertificateTemplate, CertificateTemplate> Serial(byte serial) => t => t with { SerialNumber = new[] { serial } };

    private static RegisterCertificate Call(Certificate certificate) =>
        new() { Certificate = certificate.ToDer(), Possession = Possession(certificate, Certificates.LeafKey) };

    private static Call RegisteringCall(Certificate certificate, ByteString possession, ByteString signingId) => new()
    {
        Account = new AccountCall
        {
            RegisterCertificate = new RegisterCertificate
            {
                Certificate = certificate.ToDer(),
                Possession = possession,
                SigningCertificateId = signingId,
            },
        },
    };

    private static ByteString Possession(Certificate certificate, KeyPair key)
    {
        using var signer = key.CreateSigner();
        return ByteString.CopyFrom(
            signer.Sign(PossessionBytes.Encode(World.ChainId, CertificateId.Compute(World.Hasher, certificate.Der.Span))));
    }

    private static DistinguishedName NameOf(string text) =>
        DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, text));

    private static Row Replace(string name, RefusalCode expected, Action<ReplaceCertificate> change, string? @event = null) =>
        Replace(name, expected, (_, r) => change(r), @event);

    private static Row Replace(string name, RefusalCode expected, Action<World, ReplaceCertificate> change, string? @event = null) =>
        Row($"replace: {name}", expected, w =>
        {
            Register(w, Certificates.Leaf(w.Bidder.Uscc));
            return w.Run(w.Centre, ReplacingCall(w, r => change(w, r)));
        }, null, @event);

    private static Row Row(
        string name, RefusalCode expected, Func<World, Refused> act, Func<World, World>? given = null, string? @event = null) =>
        new(name, "DOMAIN §3; CRYPTO §6; DESIGN §7", expected, w => act(given is null ? w.WithCa() : given(w)), @event);
}
