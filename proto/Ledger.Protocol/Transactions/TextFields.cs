using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Ledger.Protocol;

/// <summary>Looks at every text of a message by its schema, so that a field that is added later is looked at, too.</summary>
internal static class TextFields
{
    private static ReadOnlySpan<byte> Replacement => [0xEF, 0xBF, 0xBD];

    /// <summary>
    /// The first field whose text holds U+FFFD, by its path; null where none does. Such text was read by a program that did not understand
    /// it (docs/spec/transaction.md). <paramref name="encoded"/> says at once where there is nothing to look for.
    /// </summary>
    internal static string? FindReplacement(IMessage message, ReadOnlySpan<byte> encoded) =>
        encoded.IndexOf(Replacement) < 0 ? null : Find(message, string.Empty);

    private static string? Find(IMessage message, string path)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType is not (FieldType.String or FieldType.Message) || (field.HasPresence && !field.Accessor.HasValue(message)))
            {
                continue;
            }

            var value = field.Accessor.GetValue(message);
            foreach (var item in value is IList list ? list : new[] { value })
            {
                var here = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
                var found = item is string text ? (text.Contains(StrictText.Replacement, StringComparison.Ordinal) ? here : null)
                    : item is IMessage inner ? Find(inner, here) : null;
                if (found is not null)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
