using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Membership;

/// <summary>What a member's entry must look like.</summary>
internal static class MemberRules
{
    internal static Refused Check(Member member)
    {
        if (FieldRules.First(
            FieldRules.Uscc(member.Uscc, "The member's code"),
            FieldRules.Text(member.Name, "The member's name", FieldRules.NameCharsMax),
            FieldRules.Region(member.Region, "The member's region")) is { IsRefused: true } refused)
        {
            return refused;
        }

        var last = Role.Unspecified;
        foreach (var role in member.Roles)
        {
            if (role <= last || !Enum.IsDefined(role))
            {
                return new Refused(RefusalCode.BadEnumeration, "The member's roles are not known ones in ascending order, each once.");
            }

            last = role;
        }

        return Refused.No;
    }
}
