using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Protocol.V1;
using Ledger.Protocol.Mail;

namespace Ledger.Cli.Commands.Proposals;

/// <summary>Both keys of a validator are of the chain's own suite, which nobody needs to type.</summary>
internal sealed class ProposeValidatorCommand : ProposeCommand<PutValidator>
{
    private readonly Option<ulong> _power = new("--power")
    {
        Description = "Its votes; 0 removes it. One step changes less than a third of all.",
        HelpName = "N",
        Required = true,
    };
    private readonly Option<string?> _receiptKey = new("--receipt-key")
    {
        Description = "The public key that its node signs receipts with, 65 bytes; none for one that is removed.",
        HelpName = "HEX",
    };

    internal ProposeValidatorCommand(CliContext context)
        : base(
            context,
            "validator",
            "Put a validator to the vote: a new one, another power, or its removal.",
            "ledger proposal validator zhuhai-2 --member-uscc 12440400XYKE27AY53 --public-key 04b2…9e --receipt-key 0417…a1 --power 1 " +
            "--key regulator.key",
            change => new ProposeChange { PutValidator = change },
            new CallField("name", "Its name."),
            new CallField("member_uscc", "The member that runs it."),
            new CallField("public_key", "The public key that it votes with, 65 bytes (ledger keys show)."))
    {
        Add(_power);
        Add(_receiptKey);
    }

    private protected override void Complete(Invocation invocation, PutValidator change)
    {
        var algorithm = (uint)MailboxAddress.AlgorithmOf(invocation.Genesis.Suite);
        (change.Algorithm, change.Power) = (algorithm, invocation.Value(_power));
        if (invocation.Value(_receiptKey) is { } key)
        {
            var field = ReceiptKey.Descriptor.FindFieldByName("public_key");
            change.ReceiptKey = new ReceiptKey
            {
                Algorithm = algorithm,
                PublicKey = (ByteString)FieldReader.Read(field, key, _receiptKey.Name, invocation.Genesis),
            };
        }
    }
}
