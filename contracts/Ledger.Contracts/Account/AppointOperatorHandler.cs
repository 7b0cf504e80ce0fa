using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Account;

/// <summary>
/// A subject appoints the holder of one of its certificates, or gives it other powers: those of before end in the same block.
/// </summary>
internal static class AppointOperatorHandler
{
    internal static Refused Handle(AppointOperator call, CallContext context)
    {
        if (FieldRules.First(
            FieldRules.DigestBytes(call.CertificateId.Length, "The certificate's id"),
            FieldRules.DigestBytes(call.PersonCommitment.Length, "The person's commitment"),
            CheckTerm(call, context.Time),
            RequireOrganisation(context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var certificate = AccountTables.Certificates.Read(context.State, AccountTables.Certificates.Key(call.CertificateId.Span));
        if (certificate is null || certificate.Uscc != context.Signer.Uscc)
        {
            return new Refused(
                RefusalCode.UnknownCertificate,
                $"{context.Signer.Uscc} has no certificate {Convert.ToHexStringLower(call.CertificateId.Span)}.");
        }

        var key = AccountTables.OperatorKey(context.Signer.Uscc, call.CertificateId.Span);
        var appointed = AccountTables.Operators.Read(context.State, key) ?? new Operator();
        if (appointed.Terms.Count >= OperatorRules.TermsMax)
        {
            return new Refused(RefusalCode.HistoryFull, $"The operator has {appointed.Terms.Count} terms already.");
        }

        if (call.CertificateId.Span.SequenceEqual(context.Signer.CertificateId.ToArray()))
        {
            return new Refused(
                RefusalCode.OperatorDecides, "A certificate cannot make itself an operator's: nothing would be left to end that with.");
        }

        End(appointed, context.Time, "");
        appointed.PersonCommitment = call.PersonCommitment;
        appointed.Terms.Add(new OperatorTerm { Powers = { call.Powers }, AppointedAt = context.Time, Until = call.Until });
        context.Record(AccountTables.Operators, key, appointed, "operator.appointed");
        return Refused.No;
    }

    /// <summary>Refuses who signs with a certificate that is an operator's: its powers are none over others'.</summary>
    internal static Refused RequireOrganisation(CallContext context) =>
        context.State.Get(AccountTables.OperatorKey(context.Signer.Uscc, context.Signer.CertificateId.ToArray())) is null
            ? Refused.No
            : new Refused(
                RefusalCode.OperatorDecides, $"Certificate {context.Signer.CertificateId} is an operator's of {context.Signer.Uscc}.");

    /// <summary>Ends what lasts; whether anything did.</summary>
    internal static bool End(Operator appointed, long time, string reason)
    {
        var ended = false;
        foreach (var term in appointed.Terms)
        {
            if (OperatorRules.Lasts(term, time))
            {
                (term.DismissedAt, term.Reason, ended) = (time, reason, true);
            }
        }

        return ended;
    }

    private static Refused CheckTerm(AppointOperator call, long time)
    {
        var last = OperatorPower.Unspecified;
        foreach (var power in call.Powers)
        {
            if (power <= last || !Enum.IsDefined(power))
            {
                return new Refused(RefusalCode.BadTerm, "The powers are not known ones in ascending order, each once.");
            }

            last = power;
        }

        return call.Powers.Count > 0 && call.Until > time
            ? Refused.No
            : new Refused(
                RefusalCode.BadTerm, $"The operator has {call.Powers.Count} powers until {call.Until}; block time is {time} already.");
    }
}
