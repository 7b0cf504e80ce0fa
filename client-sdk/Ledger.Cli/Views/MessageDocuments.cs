using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Ledger.Cli.Views;

/// <summary>
/// Any message of the protocol as a document: its descriptor names the fields, and <see cref="FieldKinds"/> says what their numbers and
/// bytes are.
/// </summary>
internal static class MessageDocuments
{
    /// <summary>The fields that are set, in the order of the message's definition.</summary>
    internal static Document Of(IMessage message)
    {
        var document = new Document();
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                var items = ((IEnumerable)value).Cast<object>().Select(item => Of(field, item)).ToList();
                document[field.Name] = items.Count == 0 ? null : Datum.List(items);
            }
            else if (value is not null)
            {
                document[field.Name] = IsDefault(field, value) ? null : Of(field, value);
            }
        }

        foreach (var absent in document.All.Where(field => field.Value is null).ToList())
        {
            document.Remove(absent.Key);
        }

        return document;
    }

    private static Datum? Of(FieldDescriptor field, object value) => value switch
    {
        IMessage message => Of(message),
        ByteString bytes => FieldKinds.IsId(field.Name) ? Datum.Id(bytes) : Datum.Bytes(bytes.Span),
        Enum term => Datum.Word(term),
        long number =>
            FieldKinds.IsMoney(field.Name)
                ? Datum.Money(number)
                : FieldKinds.IsTime(field.Name) ? Datum.Time(number) : (Datum?)(long?)number,
        ulong number => (ulong?)number,
        int number => (int?)number,
        uint number => (uint?)number,
        bool flag => (bool?)flag,
        _ => (Datum?)(string)value,
    };

    private static bool IsDefault(FieldDescriptor field, object value) => !field.HasPresence && value switch
    {
        ByteString bytes => bytes.IsEmpty,
        string text => text.Length == 0,
        bool flag => !flag,
        _ => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture) == 0,
    };
}
