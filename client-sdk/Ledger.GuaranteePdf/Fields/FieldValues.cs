using System.Collections;
using System.Globalization;
using Google.Protobuf.Reflection;
using Google.Protobuf;
using Ledger.Exchange;
using Ledger.PdfDrawing;

namespace Ledger.GuaranteePdf.Fields;

/// <summary>Values as people read them: amounts in yuan, times in China Standard Time, bytes in hexadecimal.</summary>
internal static class FieldValues
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);
    private static readonly DateTimeOffset Latest = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A row for each field of a message that is set, in the order of the fields' numbers.</summary>
    internal static IEnumerable<FieldRow> RowsOf(IMessage message) => message.Descriptor.Fields.InFieldNumberOrder()
        .Select(field => (field, Text: TextOf(field, field.Accessor.GetValue(message))))
        .Where(one => one.Text.Length > 0)
        .Select(
            one =>
                FieldLabels.Of(one.field) is var label
                    ? new FieldRow(label.Chinese, label.English, one.Text, ExchangeElements.NameOf(one.field))
                    : null!);

    internal static string Time(long ms) => ms == 0
        ? string.Empty
        : DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, Latest.ToUnixTimeMilliseconds())).ToOffset(ChinaStandardTime)
            .ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    internal static string Yuan(long fen) => "¥" + (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static string TextOf(FieldDescriptor field, object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        ByteString bytes => Convert.ToHexStringLower(bytes.Span),
        bool flag => flag ? "是 yes" : string.Empty,
        long amount when field.Name.EndsWith("_fen", StringComparison.Ordinal) => Yuan(amount),
        long time when IsTime(field.Name) => Time(time),
        IMessage message =>
            string.Join("；", RowsOf(message).Select(row => $"{(row.Chinese.Length > 0 ? row.Chinese : row.English)} {row.Value}")),
        IList list => string.Join("；", list.Cast<object>().Select(item => TextOf(field, item))),
        Enum number when Convert.ToInt32(number, CultureInfo.InvariantCulture) is var known =>
            known == 0 ? string.Empty : FieldLabels.OfValue(field.EnumType, known),
        IFormattable number =>
            number.ToString(null, CultureInfo.InvariantCulture) is "0" ? string.Empty : number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Empty,
    };

    private static bool IsTime(string name) =>
        name.StartsWith("valid_", StringComparison.Ordinal) || name.EndsWith("_at", StringComparison.Ordinal) ||
            name.EndsWith("_time", StringComparison.Ordinal);
}
