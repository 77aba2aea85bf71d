using Palveluohjaus.Segmentation.MlNet.Algorithms;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet;

/// <summary>What the host finds in this assembly.</summary>
public sealed class MlNetPlugin : ISegmentTrainerPlugin
{
    /// <summary>Two linear models and an additive one, which explain themselves, and boosted trees to compare with.</summary>
    public IReadOnlyList<ISegmentTrainer> Trainers { get; } =
    [
        new MlNetTrainer(MaximumEntropy.Lbfgs),
        new MlNetTrainer(MaximumEntropy.Sdca),
        new MlNetTrainer(new FastTreeOneVersusAll()),
        new MlNetTrainer(new GamOneVersusAll()),
    ];
}
