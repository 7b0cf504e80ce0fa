using System.Globalization;
using Google.Protobuf.Reflection;
using Ledger.Protocol.Terms;

namespace Ledger.GuaranteePdf.Fields;

/// <summary>
/// What the fields of terms are called. A field that stands nowhere here is shown under its own name, so that none is ever left out.
/// </summary>
internal static class FieldLabels
{
    private static readonly Dictionary<string, (string Chinese, string English)> Labels = new(StringComparer.Ordinal)
    {
        ["guarantee_no"] = ("保函编号", "Guarantee number"),
        ["section_code"] = ("标段（包）编号", "Section code"),
        ["beneficiary_uscc"] = ("受益人（招标人）统一社会信用代码", "Beneficiary's USCC"),
        ["applicant_uscc"] = ("投标人统一社会信用代码", "Applicant's USCC"),
        ["applicant_name"] = ("投标人名称", "Applicant"),
        ["guarantor_uscc"] = ("保证人统一社会信用代码", "Guarantor's USCC"),
        ["form"] = ("保函形式", "Form"),
        ["legal_nature"] = ("法律性质", "Legal nature"),
        ["amount_fen"] = ("担保金额", "Amount"),
        ["valid_from"] = ("生效时间", "Valid from"),
        ["valid_until"] = ("失效时间", "Valid until"),
        ["premium_fen"] = ("保费", "Premium"),
        ["document_digest"] = ("保函文件摘要", "Digest of the document"),
        ["version"] = ("版本", "Version"),
        ["amends"] = ("所变更的保函", "Amends"),
        ["consortium_usccs"] = ("联合体其他成员统一社会信用代码", "Other consortium members' USCC"),
        ["application_digest"] = ("投保申请摘要（加盐）", "Salted digest of the application"),
        ["blind_section"] = ("密文标段", "Blind section"),
        ["commitment"] = ("承诺值", "Commitment"),
        ["sealed"] = ("密封内容", "Sealed content"),
        ["wording"] = ("保函文本", "Wording"),
        ["name"] = ("文本名称（含版本）", "Name and version"),
        ["digest"] = ("文本摘要（SHA-256）", "SHA-256 of its template"),
        ["applicant_signature"] = ("投标人对条款的签名", "Applicant's signature"),
        ["certificate_id"] = ("证书标识", "Certificate id"),
        ["value"] = ("签名值", "Signature value"),
    };

    /// <summary>Whether the field has a name of its own here.</summary>
    internal static bool Has(FieldDescriptor field) => Labels.ContainsKey(field.Name);

    internal static (string Chinese, string English) Of(FieldDescriptor field) =>
        Labels.GetValueOrDefault(field.Name, (string.Empty, field.Name));

    /// <summary>An enumeration's value in Chinese; its number where it has no word, which a test finds.</summary>
    internal static string OfValue(EnumDescriptor type, int number) =>
        Enum.GetName(type.ClrType, number) is { } name && ChineseTerms.Of(type.Name, name) is { } word
            ? word
            : number.ToString(CultureInfo.InvariantCulture);
}
