using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Protocol;

namespace Ledger.Witness.Notes;

/// <summary>
/// A text with lines of signatures (c2sp.org/signed-note), read strictly: UTF-8, no control character but line feeds, one spelling.
/// </summary>
/// <param name="Text">What is signed, with its final line feed.</param>
/// <param name="Signatures">The signatures; at least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Most bytes of a note. The quorum line of 128 validators has some 30,000.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>Most lines of signatures.</summary>
    public const int SignaturesMax = 100;

    private const string LineStart = "\u2014 ";
    private const int IdBytes = sizeof(uint);

    /// <summary>Reads a note; false where the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        if (bytes.Length > BytesMax || StrictText.TryDecode(bytes, out var hasMark, out _) is not { } text ||
            hasMark || text.Any(c => c < ' ' && c != '\n'))
        {
            return false;
        }

        var blank = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 1 || !text.EndsWith('\n') || blank + 2 == text.Length)
        {
            return false;
        }

        var signatures = new List<NoteSignature>();
        foreach (var line in text[(blank + 2)..^1].Split('\n'))
        {
            if (signatures.Count == SignaturesMax || ReadLine(line) is not { } signature)
            {
                return false;
            }

            signatures.Add(signature);
        }

        note = new SignedNote(text[..(blank + 1)], signatures);
        return true;
    }

    /// <summary>The first signature of this name and key id; null where there is none.</summary>
    public NoteSignature? Of(string name, uint id) => Signatures.FirstOrDefault(one => one.Name == name && one.Id == id);

    /// <summary>The note with one more signature, which takes the place of an earlier one of the same key.</summary>
    public SignedNote With(NoteSignature signature) =>
        this with { Signatures = [.. Signatures.Where(one => (one.Name, one.Id) != (signature.Name, signature.Id)), signature] };

    /// <summary>The note as it is written.</summary>
    public override string ToString() =>
        $"{Text}\n{string.Concat(Signatures.Select(one => $"{LineStart}{one.Name} {Convert.ToBase64String(Payload(one))}\n"))}";

    /// <summary>The bytes of the note as it is written.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    private static byte[] Payload(NoteSignature signature)
    {
        var payload = new byte[IdBytes + signature.Value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(payload, signature.Id);
        signature.Value.CopyTo(payload.AsSpan(IdBytes));
        return payload;
    }

    private static NoteSignature? ReadLine(string line)
    {
        var parts = line.StartsWith(LineStart, StringComparison.Ordinal) ? line[LineStart.Length..].Split(' ') : [];
        return parts.Length == 2 && NoteKey.IsName(parts[0]) && NoteKey.TryFromBase64(parts[1], out var payload) && payload.Length > IdBytes
            ? new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(payload), payload[IdBytes..])
            : null;
    }
}

/// <summary>One line under a note.</summary>
/// <param name="Name">Whose key.</param>
/// <param name="Id">The key's id.</param>
/// <param name="Value">The signature, without the id.</param>
public sealed record NoteSignature(string Name, uint Id, byte[] Value);
