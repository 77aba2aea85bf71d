using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>Draws the service of the directory that a client is guided to.</summary>
internal sealed class ServiceChoice(IReadOnlyList<GuidanceService> services)
{
    private readonly Dictionary<(NeedReason? Theme, LifeStage? LifeStage), IReadOnlyList<GuidanceService>> _suiting = [];

    /// <summary>One for the need and the stage of life; any where none is.</summary>
    public GuidanceService Draw(NeedReason? theme, LifeStage? lifeStage, Random random)
    {
        if (!_suiting.TryGetValue((theme, lifeStage), out var suiting))
        {
            suiting = [.. services.Where(each => theme is { } need && each.Themes.Contains(need) && (each.LifeStages.Count == 0 || (lifeStage is { } stage && each.LifeStages.Contains(stage))))];
            _suiting.Add((theme, lifeStage), suiting = suiting.Count > 0 ? suiting : services);
        }

        return random.Pick(suiting);
    }
}
