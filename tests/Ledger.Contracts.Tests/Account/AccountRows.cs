using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>The Account contract: one row for each call allowed and each refusal.</summary>
internal static class AccountRows
{
    internal static IEnumerable<Row> All => [.. Subjects, .. Registering, .. Revoking, .. Binding];

    private static IEnumerable<Row> Subjects =>
    [
        Subject("new", RefusalCode.None, World.Uscc(30), "subject.registered"),
        Subject("whose check fails", RefusalCode.None, "91350100M0001TGQXM"),
        Subject("twice", RefusalCode.SubjectExists, World.Uscc(7)),
        Subject("of 17 characters", RefusalCode.BadUscc, World.Uscc(30)[..17]),
        Subject("with letter I", RefusalCode.BadUscc, "91350100M0001TGQXI"),
        new("subject: without name", "DESIGN §11", RefusalCode.BadText, w => w.Run(w.Centre, RegisteringCall(World.Uscc(30), ""))),
        new("subject: with a line break", "DESIGN §11", RefusalCode.BadText, w => w.Run(w.Centre, RegisteringCall(World.Uscc(30), "a\nb"))),
        new("subject: by no centre", "DESIGN §6", RefusalCode.NotPermitted, w => w.Run(w.Guarantor, RegisteringCall(World.Uscc(30), "n"))),
    ];

    private static IEnumerable<Row> Registering =>
    [
        Certificate(
            "by a centre", RefusalCode.None, w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7))), "certificate.registered"),
        Certificate("by its subject", RefusalCode.None, w => Register(w, w.Bidder, Certificates.Leaf(World.Uscc(7)))),
        Certificate("by another subject", RefusalCode.NotPermitted, w => Register(w, w.Tenderer, Certificates.Leaf(World.Uscc(7)))),
        Certificate("twice", RefusalCode.CertificateExists, w =>
        {
            var leaf = Certificates.Leaf(World.Uscc(7));
            Register(w, w.Centre, leaf);
            return Register(w, w.Centre, leaf);
        }),
        Certificate("with a key that opens a section", RefusalCode.KeyOpensSection, w =>
        {
            w.WithSection();
            return Register(
                w,
                w.Centre,
                Certificates.Leaf(World.Uscc(7), null, t => t with { PublicKey = World.OpeningKey.PublicKey }),
                World.OpeningKey);
        }),
        Certificate("of no subject", RefusalCode.UnknownSubject, w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(31)))),
        Certificate("without a code", RefusalCode.CertificateSubjectMismatch, w => Register(w, w.Centre, Certificates.Leaf(null))),
        Certificate(
            "with a code without shape", RefusalCode.CertificateSubjectMismatch, w => Register(w, w.Centre, Certificates.Leaf("123"))),
        Certificate(
            "of an unknown authority",
            RefusalCode.UntrustedIssuer,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), Certificates.IssuerOf(60, "Other CA")))),
        Certificate(
            "of an impostor of the same name",
            RefusalCode.UntrustedIssuer,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), Certificates.IssuerOf(60, "Test CA")))),
        Certificate(
            "for encryption, without a signing certificate",
            RefusalCode.BadPossession,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), null, t => t with { KeyUsage = KeyUsages.Encryption }))),
        Certificate(
            "of an authority",
            RefusalCode.NotASigningKey,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), null, t => t with { IsAuthority = true }))),
        Certificate(
            "expired",
            RefusalCode.CertificateNotValid,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), null, t => t with { NotAfterMs = World.Start - 1000 }))),
        Certificate(
            "not yet valid",
            RefusalCode.CertificateNotValid,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), null, t => t with { NotBeforeMs = World.Start + 1000 }))),
        Certificate("of an expired anchor", RefusalCode.UntrustedIssuer, w =>
        {
            w.Time = Certificates.NotAfter + 1000;
            return Register(w, w.Centre, Certificates.Leaf(World.Uscc(7), null, t => t with { NotAfterMs = w.Time + 1000 }));
        }),
        Certificate("that is none", RefusalCode.BadCertificate, w => w.Run(w.Centre, RegisteringCall(World.Blob(50), World.Blob(70)))),
        Certificate("with a byte behind it", RefusalCode.BadCertificate,
            w => w.Run(w.Centre, RegisteringCall(ByteString.CopyFrom([.. Certificates.Leaf(World.Uscc(7)).Der.Span, 0]), World.Blob(70)))),
        Certificate(
            "without possession",
            RefusalCode.BadPossession,
            w => w.Run(w.Centre, RegisteringCall(Certificates.Leaf(World.Uscc(7)).ToDer(), ByteString.Empty))),
        Certificate(
            "with possession by another key",
            RefusalCode.BadPossession,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7)), World.Key(52))),
        Certificate("with possession on another chain", RefusalCode.BadPossession,
            w => Register(w, w.Centre, Certificates.Leaf(World.Uscc(7)), Certificates.LeafKey, Digest.Zero)),
    ];

    private static IEnumerable<Row> Revoking =>
    [
        Revoke("by its subject", RefusalCode.None, w => w.Bidder, "certificate.revoked"),
        Revoke("by a centre", RefusalCode.None, w => w.OtherCentre),
        Revoke("by a regulator", RefusalCode.None, w => w.Regulator),
        Revoke("by a guarantor", RefusalCode.NotPermitted, w => w.Guarantor),
        Certificate("revoked twice", RefusalCode.AlreadyRevoked, w =>
        {
            var leaf = Certificates.Leaf(World.Uscc(7));
            Register(w, w.Centre, leaf);
            w.MustRun(w.Centre, RevokingCall(Id(leaf), "r"));
            return w.Run(w.Centre, RevokingCall(Id(leaf), "r"));
        }),
        new("revoke: unknown", "DESIGN §7", RefusalCode.UnknownCertificate, w => w.Run(w.Centre, RevokingCall(World.Blob(32), "r"))),
        new("revoke: id of 31", "DESIGN §7", RefusalCode.BadDigest, w => w.Run(w.Centre, RevokingCall(World.Blob(31), "r"))),
        new("revoke: without reason", "DESIGN §7", RefusalCode.BadText, w => w.Run(w.Centre, RevokingCall(World.Blob(32), ""))),
    ];

    private static IEnumerable<Row> Binding =>
    [
        new(
            "bind: by a centre",
            "DESIGN §6",
            RefusalCode.None,
            w => w.Run(w.Centre, BindingCall(World.Uscc(7), 32)),
            "local_account.bound"),
        new("bind: by no centre", "DESIGN §6", RefusalCode.NotPermitted, w => w.Run(w.Bidder, BindingCall(World.Uscc(7), 32))),
        new("bind: unknown subject", "DESIGN §6", RefusalCode.UnknownSubject, w => w.Run(w.Centre, BindingCall(World.Uscc(31), 32))),
        new("bind: commitment of 16", "DESIGN §6", RefusalCode.BadDigest, w => w.Run(w.Centre, BindingCall(World.Uscc(7), 16))),
    ];

    internal static World WithAnchor(World w)
    {
        Assert.Null(GenesisAuthorities.Enter(Certificates.Root().ToDer(), w.State, w.Scope));
        return w;
    }

    internal static Refused Register(World w, Signer signer, Certificate certificate, KeyPair? key = null, Digest? chain = null)
    {
        var message = PossessionBytes.Encode(chain ?? World.ChainId, CertificateId.Compute(World.Hasher, certificate.Der.Span));
        using var possession = (key ?? Certificates.LeafKey).CreateSigner();
        return w.Run(signer, RegisteringCall(certificate.ToDer(), ByteString.CopyFrom(possession.Sign(message))));
    }

    internal static ByteString Id(Certificate certificate) =>
        ByteString.CopyFrom(CertificateId.Compute(World.Hasher, certificate.Der.Span).ToArray());

    internal static Call RevokingCall(ByteString id, string reason) =>
        new() { Account = new AccountCall { RevokeCertificate = new RevokeCertificate { CertificateId = id, Reason = reason } } };

    private static Call RegisteringCall(string uscc, string name) =>
        new() { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = uscc, Name = name } } };

    private static Call RegisteringCall(ByteString certificate, ByteString possession) => new()
    {
        Account = new AccountCall { RegisterCertificate = new RegisterCertificate { Certificate = certificate, Possession = possession } },
    };

    private static Call BindingCall(string uscc, int bytes) =>
        new()
        {
            Account = new AccountCall
            {
                BindLocalAccount = new BindLocalAccount { Uscc = uscc, LocalAccountCommitment = World.Blob(bytes) },
            },
        };

    private static Row Subject(string name, RefusalCode expected, string uscc, string? @event = null) =>
        new($"subject: {name}", "DOMAIN §4", expected, w => w.Run(w.Centre, RegisteringCall(uscc, "企业")), @event);

    private static Row Certificate(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"certificate: {name}", "DESIGN §7; DOMAIN §3", expected, w => act(WithAnchor(w)), @event);

    private static Row Revoke(string name, RefusalCode expected, Func<World, Signer> by, string? @event = null) => Certificate(
        $"revoked {name}", expected, w =>
        {
            var leaf = Certificates.Leaf(World.Uscc(7));
            Register(w, w.Centre, leaf);
            return w.Run(by(w), RevokingCall(Id(leaf), "密钥泄露"));
        }, @event);
}
