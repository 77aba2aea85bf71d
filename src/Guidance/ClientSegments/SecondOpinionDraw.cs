using System.Security.Cryptography;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Draws which decisions a second professional is asked of. Nobody can tell beforehand, so nobody decides otherwise for it.</summary>
/// <param name="next">A number from 0 to under 1.</param>
public sealed class SecondOpinionDraw(Func<double> next)
{
    private const int Steps = 1_000_000;

    public static SecondOpinionDraw Random { get; } = new(() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps);

    /// <param name="share">0 for none, 1 for all.</param>
    public bool Falls(double share) => next() < share;
}
