/// The texts of the guides, one in each file of `Generated/`.
enum GuideText {}
