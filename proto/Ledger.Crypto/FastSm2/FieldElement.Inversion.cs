namespace Ledger.Crypto.FastSm2;

internal partial struct FieldElement
{
    /// <summary>a^(p − 2), which is 1/a, and 0 for 0.</summary>
    public static void Invert(out FieldElement result, in FieldElement a)
    {
        // x«k» is a^(2^k − 1). p − 2 = fffffffe ffffffff ffffffff ffffffff ffffffff 00000000 ffffffff fffffffd.
        SquareTimes(out var x2, in a, 1, in a);
        SquareTimes(out var x4, in x2, 2, in x2);
        SquareTimes(out var x5, in x4, 1, in a);
        SquareTimes(out var x10, in x5, 5, in x5);
        SquareTimes(out var x15, in x10, 5, in x5);
        SquareTimes(out var x30, in x15, 15, in x15);
        SquareTimes(out var x31, in x30, 1, in a);
        SquareTimes(out var x32, in x31, 1, in a);

        Square(out var power, in x31);
        for (var word = 0; word < 4; word++)
        {
            SquareTimes(out power, in power, 32, in x32);
        }

        SquareTimes(out power, in power, 64, in x32);
        SquareTimes(out power, in power, 30, in x30);
        SquareTimes(out result, in power, 2, in a);
    }

    // start^(2^times)·factor.
    private static void SquareTimes(out FieldElement result, in FieldElement start, int times, in FieldElement factor)
    {
        var power = start;
        for (var i = 0; i < times; i++)
        {
            Square(out power, in power);
        }

        Multiply(out result, in power, in factor);
    }
}
