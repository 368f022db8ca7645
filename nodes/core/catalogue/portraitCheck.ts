/** The check of a portrait before the video ("wan-s2v-detect API"): synchronous, charged by the image. */
export const portraitCheck = {
	model: 'wan2.2-s2v-detect',
	path: '/services/aigc/image2video/face-detect',
	price: { 'cn-beijing': 0.004 },
};
