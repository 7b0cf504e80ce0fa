using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Ledger.Witness.Notes;

/// <summary>
/// Cosignatures of witnesses (c2sp.org/tlog-cosignature, Ed25519): the time in eight bytes and a signature over <c>cosignature/v1</c>, the
/// time and the note's text.
/// </summary>
public static class Cosignatures
{
    private const int TimeBytes = sizeof(long);
    private const int SignatureBytes = 64;

    /// <summary>When a witness cosigned a note, in seconds since 1970; null where it did not, or its cosignature does not verify.</summary>
    public static long? TimeOf(SignedNote note, NoteKey witness)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Kind != NoteKeyKind.Witness || note.Of(witness.Name, witness.Id) is not { } line ||
            line.Value.Length != TimeBytes + SignatureBytes)
        {
            return null;
        }

        var time = BinaryPrimitives.ReadInt64BigEndian(line.Value);
        return time >= 0 && witness.Verifies(Message(note.Text, time), line.Value.AsSpan(TimeBytes)) ? time : null;
    }

    internal static byte[] Message(string text, long time) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}"));

    internal static NoteSignature Line(NoteKey witness, long time, byte[] signature)
    {
        var value = new byte[TimeBytes + signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(value, time);
        signature.CopyTo(value.AsSpan(TimeBytes));
        return new NoteSignature(witness.Name, witness.Id, value);
    }
}
