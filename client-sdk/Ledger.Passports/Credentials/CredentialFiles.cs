using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Credentials;

/// <summary>
/// The file that an issuer makes for a subject: every field of one record with its salt, and one signature under the commitments to them.
/// Whoever has it may read all of it; only the subject's key presents it.
/// </summary>
public static class CredentialFiles
{
    /// <summary>Makes the file, with fresh salts. <see cref="CommitFields"/> then puts its <see cref="DigestOf"/> on the chain.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="recorded">The record as the chain has it.</param>
    /// <param name="persons">Values of the fields about persons, by name; those left out are empty.</param>
    /// <param name="certificateId">The issuer's registered certificate.</param>
    /// <param name="issuer">Its key.</param>
    /// <exception cref="InvalidDataException">A name is not one of the kind's fields about persons, or a value is too long.</exception>
    public static CredentialFile Make(
        GenesisFile genesis, RecordCredential recorded, IReadOnlyDictionary<string, string> persons, Digest certificateId, ISigner issuer)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(recorded);
        var openings = CredentialFields.AllOf(recorded, persons).Select(field => Open(field.Key, field.Value)).ToList();
        var body = new FieldCommitments
        {
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            SubjectUscc = recorded.SubjectUscc,
            RecordId = recorded.RecordId,
            IssuerUscc = recorded.IssuerUscc,
            Commitments = { openings.Select(one => CommitmentOf(genesis.Hasher, one, recorded.RecordId.Span)).Order(Bytewise) },
        }.ToByteString();
        return new CredentialFile
        {
            Commitments = new SignedCommitments
            {
                Body = body,
                CertificateId = ByteString.CopyFrom(certificateId.ToArray()),
                Signature = issuer.SignatureOver(SignPurposes.FieldCommitments.Over(FieldCommitment.DigestOf(genesis.Hasher, body.Span))),
            },
            Openings = { openings },
        };
    }

    /// <summary>What of the file stands on the chain.</summary>
    public static Digest DigestOf(GenesisFile genesis, CredentialFile file)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(file);
        return FieldCommitment.DigestOf(genesis.Hasher, (file.Commitments ?? new SignedCommitments()).Body.Span);
    }

    /// <summary>Reads a file's commitments and fields; what is wrong otherwise. That the chain has them is not looked at.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="file">The file.</param>
    /// <param name="body">What its issuer signed.</param>
    /// <param name="fields">Every field's opening by its name.</param>
    /// <param name="error">What is wrong.</param>
    public static bool TryRead(
        GenesisFile genesis,
        CredentialFile file,
        [NotNullWhen(true)] out FieldCommitments? body,
        out IReadOnlyDictionary<string, PassportOpening> fields,
        out string error)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(file);
        fields = new Dictionary<string, PassportOpening>();
        body = StrictMessage.Read(FieldCommitments.Parser, file.Commitments?.Body ?? ByteString.Empty);
        if (body is null || !body.ChainId.Span.SequenceEqual(genesis.ChainId.ToArray()))
        {
            error = body is null ? "it carries no commitments in their one encoding" : "its commitments are of another chain";
            body = null;
            return false;
        }

        if (!TryOpen(genesis.Hasher, body, file.Openings, out var opened, out error))
        {
            body = null;
            return false;
        }

        fields = opened.ToDictionary(one => one.Field.Name, one => one.Opening, StringComparer.Ordinal);
        return true;
    }

    /// <summary>
    /// The fields that openings show: each opens a commitment of the record, and no name stands twice. Otherwise what is wrong.
    /// </summary>
    internal static bool TryOpen(
        IHasher hasher,
        FieldCommitments body,
        IEnumerable<PassportOpening> openings,
        out IReadOnlyList<(CredentialField Field, PassportOpening Opening)> opened,
        out string error)
    {
        var found = new List<(CredentialField Field, PassportOpening Opening)>();
        opened = found;
        foreach (var opening in openings)
        {
            error = StrictMessage.Read(CredentialField.Parser, opening.Content) is not { } field
                    ? "an opening is not the one encoding of CredentialField"
                : opening.Salt.Length != FieldCommitment.SaltBytes
                    ? $"the salt of {field.Name} has {opening.Salt.Length} bytes; it must have {FieldCommitment.SaltBytes}"
                : body.RecordId.Length != FieldCommitment.RecordIdBytes
                    || !body.Commitments.Contains(CommitmentOf(hasher, opening, body.RecordId.Span))
                    ? $"salt and value of {field.Name} open none of the record's commitments"
                : found.Exists(one => one.Field.Name == field.Name) ? $"{field.Name} is opened twice"
                : string.Empty;
            if (error.Length > 0)
            {
                return false;
            }

            found.Add((CredentialField.Parser.ParseFrom(opening.Content), opening));
        }

        error = string.Empty;
        return true;
    }

    private static PassportOpening Open(string name, string value) => new()
    {
        Salt = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(FieldCommitment.SaltBytes)),
        Content = new CredentialField { Name = name, Value = value }.ToByteString(),
    };

    private static ByteString CommitmentOf(IHasher hasher, PassportOpening opening, ReadOnlySpan<byte> recordId) =>
        ByteString.CopyFrom(FieldCommitment.Compute(hasher, opening.Salt.Span, recordId, opening.Content.Span).ToArray());

    private static Comparer<ByteString> Bytewise { get; } =
        Comparer<ByteString>.Create((one, other) => one.Span.SequenceCompareTo(other.Span));
}
